import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import type { Installed, ObservedInstance } from '../../model/observed.ts';
import { definitionOf, macContext, markOf } from '../../testing/launchd-samples.ts';
import type { Transition } from '../backend.ts';
import { stages } from './stages.ts';

const path = '/Users/ann/Library/LaunchAgents/dev.provctl.api.plist';
const digest = 'd'.repeat(64);
const hash = `v1:${'a'.repeat(64)}`;

const marked = (definition: Definition): Installed => ({
  kind: 'marked',
  path,
  mark: markOf(definition),
  digest,
  edited: false,
  definition,
  overrides: [],
  adopted: false,
});

function observed(installed: Installed, more: Partial<ObservedInstance> = {}): ObservedInstance {
  return {
    instance: 'api',
    backend: 'launchd',
    installed,
    loaded: { restartHash: hash, stale: false },
    boot: installed.kind === 'absent' ? null : true,
    run: { kind: 'stopped' },
    ...more,
  };
}

type Converge = Transition & { kind: 'converge' };

function verbs(seen: ObservedInstance, more: Partial<Converge> = {}): readonly string[] {
  const definition = more.definition ?? definitionOf();
  const given = stages(macContext, {
    kind: 'converge',
    definition,
    mark: markOf(definition),
    observed: seen,
    install: false,
    run: 'none',
    ...more,
  });
  return [...given.install, ...given.activate].flatMap((operation) => {
    if (operation.kind === 'joined') return [`${operation.prefix[5]} ${operation.argument}`];
    if (operation.kind === 'put') return [`put ${operation.when?.kind}`];
    return operation.kind === 'exec' && operation.when?.kind === 'output'
      ? [`if ${operation.when.equals}`]
      : [];
  });
}

const label = 'dev.provctl.api';
const absent: Installed = { kind: 'absent' };

test('what is as it should be is left alone', () => {
  expect(verbs(observed(marked(definitionOf())))).toEqual([]);
});

test('a new list replaces whatever is loaded; an unchanged one is restarted in place', () => {
  expect(verbs(observed(absent), { install: true, run: 'start' })).toEqual([
    'put absent',
    `replace ${label}`,
  ]);
  expect(verbs(observed(marked(definitionOf())), { install: true, run: 'restart' })).toEqual([
    'put digest',
    `replace ${label}`,
  ]);
  expect(verbs(observed(marked(definitionOf())), { run: 'restart' })).toEqual([`restart ${label}`]);
  const stale = observed(marked(definitionOf()), { loaded: { restartHash: hash, stale: true } });
  expect(verbs(stale, { run: 'restart' })).toEqual([`replace ${label}`]);
});

test('what must not start with the machine is disabled after it was started', () => {
  const definition = definitionOf({ boot: false });
  expect(verbs(observed(absent), { definition, install: true, run: 'start' })).toEqual([
    'put absent',
    `replace ${label}`,
    `disable ${label}`,
  ]);
  expect(verbs(observed(marked(definition)), { definition })).toEqual([`disable ${label}`]);
  expect(verbs(observed(marked(definition), { boot: false }))).toEqual([`enable ${label}`]);
});

test('stops, and reloads by signal', () => {
  expect(verbs(observed(marked(definitionOf())), { run: 'stop' })).toEqual([`stop ${label}`]);
  const definition = definitionOf({ reload: { signal: 'SIGHUP' } });
  expect(verbs(observed(marked(definition)), { definition, run: 'reload' })).toEqual([
    `kill-SIGHUP ${label}`,
  ]);
});

test('a schedule is armed only where the machine keeps the declared time zone', () => {
  const definition = definitionOf({
    schedule: { cron: '0 3 * * *', timeZone: 'Europe/Berlin', missed: 'skip' },
  });
  expect(verbs(observed(absent), { definition, install: true, run: 'start' })).toEqual([
    'if Europe/Berlin',
    'put absent',
    `replace ${label}`,
  ]);
  expect(verbs(observed(marked(definition)), { definition, run: 'start' })).toEqual([`load ${label}`]);
});

test('removes what is ours, with what launchd remembers of it, and nothing foreign', () => {
  const given = stages(macContext, { kind: 'remove', observed: observed(marked(definitionOf())) });
  expect(given.before).toMatchObject([{ prefix: expect.arrayContaining(['stop']) }]);
  expect(given.install).toEqual([{ kind: 'remove', path, when: { kind: 'digest', path, digest } }]);
  expect(given.cleanup).toMatchObject([
    { prefix: expect.arrayContaining(['enable']) },
    { kind: 'removeTree' },
  ]);
  const foreign = observed({ kind: 'foreign', path, digest, content: '' });
  expect(Object.values(stages(macContext, { kind: 'remove', observed: foreign })).flat()).toEqual([]);
});
