import { defaults } from '../../config/generated/defaults.ts';
import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { Exec, Precondition } from '../../model/operation.ts';
import { type BackendContext, noStages, type Stages, type Transition } from '../backend.ts';
import { markLines } from '../mark.ts';
import { daemonReload } from './commands.ts';
import { type Line, section } from './directives.ts';
import { serviceUnit } from './name.ts';
import { dropInPath } from './overrides.ts';
import { scopeOf } from './scope.ts';
import { markSection, serviceLines } from './unit.ts';

/**
 * Our mark beside the foreign unit and nothing more: what runs stays what it is until the declaration changes. Done
 * only while its file, its drop-ins and its running start are still those that the plan showed.
 */
export function adoptStages(
  context: BackendContext,
  { definition, mark, observed }: Transition & { kind: 'adopt' },
): Stages {
  const { installed, run } = observed;
  if (installed.kind !== 'foreign') return noStages;
  const unit = serviceUnit(definition.instance);
  const scope = scopeOf(context);
  const path = dropInPath(`${scope.directory}/${unit}`);
  // What could not be read could not be shown.
  if (installed.digest === '') return noStages;
  const dropIns = installed.dropIns ?? [];
  const says = (property: string, equals: string): Precondition => ({
    kind: 'output',
    argv: [...scope.systemctl, 'show', '-p', property, '--value', '--', unit],
    equals,
  });
  const checks: Precondition[] = [
    { kind: 'digest', path: installed.path, digest: installed.digest },
    ...dropIns.flatMap(({ path, digest }) =>
      digest === null ? [] : [{ kind: 'digest' as const, path, digest }],
    ),
    says('FragmentPath', installed.path),
    says(
      'DropInPaths',
      dropIns
        .filter(({ isLoaded }) => isLoaded)
        .map(({ path }) => path)
        .join(' '),
    ),
    run.kind === 'running' ? says('InvocationID', run.invocation) : says('MainPID', '0'),
  ];
  const bytes = markingDropIn(definition, { ...mark, path });
  return {
    ...noStages,
    install: [
      ...checks.map(only),
      { kind: 'put', path, content: { bytes }, mode: '0644', when: { kind: 'absent', path } },
    ],
    manager: [daemonReload(context)],
  };
}

export function markingDropIn(definition: Definition, mark: Mark): string {
  return markLines(mark, definition, markSection(mark));
}

/** An operation has one precondition; a further one is an exec that does nothing. */
function only(when: Precondition): Exec & { readonly when: Precondition } {
  return {
    kind: 'exec',
    argv: ['true'],
    timeoutMs: defaults.backends.quickCommandTimeoutMs,
    maxOutputBytes: defaults.backends.commandMaxOutputBytes,
    when,
  };
}

/** Lists of the foreign unit that would add to ours; an empty assignment ends each. */
const reset: readonly Line[] = [
  'ExecCondition',
  'ExecStartPre',
  'ExecStart',
  'ExecStartPost',
  'ExecReload',
  'ExecStop',
  'ExecStopPost',
  'Environment',
  'EnvironmentFile',
  'PIDFile',
].map((name) => [name, '']);

/** A changed declaration of an adopted unit: the same drop-in, now saying everything that was declared. */
export function overridingDropIn(context: BackendContext, definition: Definition, mark: Mark): string {
  const body = [
    section('Service', [...reset, ...serviceLines(context, definition, mark)]),
    markSection(mark),
  ].join('\n');
  return markLines(mark, definition, body);
}
