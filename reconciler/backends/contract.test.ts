import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BackendName, Definition } from '../model/definition.ts';
import type { Mark, ObservedInstance } from '../model/observed.ts';
import type { OperationResult } from '../model/operation.ts';
import { macContext } from '../testing/launchd-samples.ts';
import { sampleContext } from '../testing/process-samples.ts';
import { sampleDefinition } from '../testing/samples.ts';
import { answerOf, rootContext } from '../testing/systemd-samples.ts';
import {
  type BackendContext,
  noStages,
  portableFields,
  type StageOperation,
  type Transition,
} from './backend.ts';
import { plistMark } from './launchd/plist.ts';
import { hashMark, type MarkStyle, readMarked } from './mark.ts';
import { serviceMark } from './process/render.ts';
import { backendOf, backends, pickBackend, refusalsOf } from './registry.ts';

interface Case {
  readonly context: BackendContext;
  readonly style: MarkStyle;
  /** What the machine answers where nothing was ever installed. */
  nothing(instances: readonly string[]): OperationResult;
}

const printed = (stdout: string): OperationResult => ({
  kind: 'exited',
  status: 0,
  timedOut: false,
  stdout,
  stderr: '',
  truncated: false,
});

const notFound =
  'MainPID=0\nLoadState=not-found\nActiveState=inactive\nSubState=dead\nUnitFileState=\nNeedDaemonReload=no\nDropInPaths=\n';

/** One for each backend of the registry; a new one does not compile without. */
const cases: Readonly<Record<BackendName, Case>> = {
  systemd: {
    context: rootContext,
    style: hashMark,
    nothing: (instances) =>
      answerOf({
        units: instances.map((instance) => `${instance}.service`),
        show: instances.map(() => notFound).join('\n'),
      }),
  },
  launchd: {
    context: macContext,
    style: plistMark,
    nothing: (instances) =>
      printed(
        [
          '#domain',
          'gui/501',
          '#disabled',
          ...instances.flatMap((instance) => [`#print 113 dev.provctl.${instance}`, '']),
          '#paths',
          '#sizes',
          '#processes',
          '#end',
          '',
        ].join('\n'),
      ),
  },
  process: { context: sampleContext, style: serviceMark, nothing: () => printed('none\n') },
};

test('every name of the model is a backend, in the order that auto tries them', () => {
  expect(backends.map(({ name }) => name)).toEqual(['systemd', 'launchd', 'process']);
  for (const name of Object.keys(cases) as BackendName[]) {
    expect(backendOf(name).name).toBe(name);
    expect(pickBackend(cases[name].context.facts)).toBe(name);
  }
  expect(() => backendOf('docker' as BackendName)).toThrow(/backend\.unknown/);
  expect(refusalsOf(sampleContext, sampleDefinition({ backend: 'systemd' }))).toEqual([
    { field: 'backend', code: 'backend-not-here', values: { backend: 'systemd' } },
  ]);
});

describe.each(Object.entries(cases) as [BackendName, Case][])('%s', (name, { context, style, nothing }) => {
  const backend = backendOf(name);
  const definitionOf = (more: Partial<Definition> = {}) => sampleDefinition({ backend: name, ...more });
  const markOf = (definition: Definition): Mark => ({
    owner: context.owner,
    machineId: context.facts.machineId,
    path: backend.path(context, definition.instance),
    service: definition.service,
    instance: definition.instance,
    release: 'a'.repeat(16),
    specHash: `v1:${'1'.repeat(64)}`,
    restartHash: `v1:${'2'.repeat(64)}`,
    reloadHash: `v1:${'3'.repeat(64)}`,
    commit: 'c'.repeat(40),
    protected: false,
  });

  test('says of every portable field whether it honours it', () => {
    expect(Object.keys(backend.support).toSorted()).toEqual([...portableFields].toSorted());
  });

  test('renders the same bytes for the same input, and reads them back', () => {
    const definition = definitionOf({ env: { B: '2', A: '1' } });
    const turned = definitionOf({ env: { A: '1', B: '2' } });
    const mark = markOf(definition);
    const content = backend.render(context, definition, mark);
    expect(backend.render(context, turned, mark)).toBe(content);
    expect(readMarked(content, style)).toEqual({ mark, definition, edited: false });
  });

  test('shows that its file was edited', () => {
    const definition = definitionOf();
    const content = backend.render(context, definition, markOf(definition));
    expect(readMarked(content.replaceAll('--serve', '--swerve'), style)?.edited).toBe(true);
    expect(readMarked(`${content}\n`, style)?.edited).toBe(true);
  });

  test('gives no two instances one path', () => {
    const names = ['api', 'api@1', 'api@2', 'api-2', 'api.2', 'api_2', 'api@2-x', 'apI'];
    expect(new Set(names.map((instance) => backend.path(context, instance))).size).toBe(names.length);
  });

  test('renders hostile values so that they read back, or refuses them', () => {
    const word = fc.string({ unit: 'binary', maxLength: 12 });
    const hostile = fc.constantFrom(
      '\n# provctl: {}\n',
      '-->',
      '\0',
      '%n',
      '${X}',
      '\n[Service]\n',
      ']]>',
      '\ud800',
    );
    const value = fc.oneof(word, hostile);
    fc.assert(
      fc.property(value, value, fc.dictionary(value, value, { maxKeys: 2 }), (argument, cwd, env) => {
        const definition = definitionOf({ command: ['/opt/api', argument], cwd: `/${cwd}`, env });
        const refused = backend.refusals(context, definition).length > 0;
        if (refused) return;
        const mark = markOf(definition);
        const read = readMarked(backend.render(context, definition, mark), style);
        expect(read).toEqual({ mark, definition, edited: false });
      }),
      { numRuns: 300 },
    );
  });

  test('refuses nothing of a plain service', () => {
    expect(
      backend.refusals(context, definitionOf({ boot: false, stop: { signal: 'SIGTERM', timeoutMs: 1000 } })),
    ).toEqual([]);
  });

  test('observes everything in one read, and nothing as absent', () => {
    const instances = ['api', 'web'];
    expect(backend.observe(context, instances)).toHaveLength(1);
    const seen = backend.parse(context, instances, [nothing(instances)]);
    expect(
      seen.map(({ instance, backend: of, installed, run }) => [instance, of, installed.kind, run.kind]),
    ).toEqual([
      ['api', name, 'absent', 'stopped'],
      ['web', name, 'absent', 'stopped'],
    ]);
  });

  test('takes no answer for an answer of nothing', () => {
    for (const results of [[], [{ kind: 'failed', reason: 'x' }], [printed('')], [printed('none\nnone\n')]]) {
      expect(() => backend.parse(context, ['api'], results as OperationResult[])).toThrow(
        /backend\.unreadable/,
      );
    }
  });

  const definition = definitionOf();
  const mark = markOf(definition);
  const observed = (kind: 'absent' | 'marked'): ObservedInstance => ({
    instance: 'api',
    backend: name,
    installed:
      kind === 'absent'
        ? { kind }
        : {
            kind,
            path: mark.path,
            mark,
            digest: 'd'.repeat(64),
            edited: false,
            definition,
            overrides: [],
            adopted: false,
          },
    loaded: { restartHash: mark.restartHash, stale: false },
    boot: definition.boot,
    run: { kind: 'stopped' },
  });
  const operationsOf = (transition: Transition): readonly StageOperation[] =>
    Object.values(backend.stages(context, transition)).flat();

  test('does nothing where nothing is to be done', () => {
    const transition = { kind: 'converge', definition, mark, observed: observed('marked') } as const;
    expect(backend.stages(context, { ...transition, install: false, run: 'none' })).toEqual(noStages);
  });

  test('writes and removes its file only while it is what was seen', () => {
    const base = { kind: 'converge', definition, mark, install: true, run: 'start' } as const;
    for (const kind of ['absent', 'marked'] as const) {
      const own = operationsOf({ ...base, observed: observed(kind) }).filter(
        (operation) => operation.kind === 'put' && operation.path === mark.path,
      );
      expect(own).toHaveLength(1);
      expect(own[0]).toMatchObject({
        when: { kind: kind === 'absent' ? 'absent' : 'digest', path: mark.path },
      });
    }
    const removed = operationsOf({ kind: 'remove', observed: observed('marked') }).filter(
      (operation) => operation.kind === 'remove' && operation.path === mark.path,
    );
    expect(removed).toMatchObject([{ when: { kind: 'digest', path: mark.path, digest: 'd'.repeat(64) } }]);
  });

  test('asks for as many lines of its log as wished', () => {
    const argv = backend.logs(context, ['api'], { lines: 10, follow: false, since: null });
    expect(argv.some((word) => /^(?:--lines=)?10$/.test(word))).toBe(true);
  });
});
