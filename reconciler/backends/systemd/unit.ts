import type { Definition } from '../../model/definition.ts';
import type { Mark } from '../../model/observed.ts';
import type { BackendContext } from '../backend.ts';
import { markLines } from '../mark.ts';
import { expandRelease } from '../release.ts';
import { type Line, section, withRaw } from './directives.ts';
import { escapeSpecifiers, quoteCommand, quoteWord } from './quote.ts';
import { scopeOf } from './scope.ts';
import { environmentFilePath } from './secrets.ts';

/** The service unit: our mark, then what the definition means in systemd's words. */
export function renderUnit(context: BackendContext, definition: Definition, mark: Mark): string {
  const body = [
    section('Unit', unitLines(definition)),
    section('Service', serviceLines(context, definition, mark)),
    ...(definition.schedule === undefined
      ? [
          section(
            'Install',
            withRaw([['WantedBy', scopeOf(context).bootTarget]], definition.systemd?.['install']),
          ),
        ]
      : []),
    markSection(mark),
  ].join('\n');
  return markLines(mark, definition, body);
}

/** For people who read the file; what counts is the mark above. */
export function markSection(mark: Mark): string {
  return section('X-Provctl', [
    ['Owner', mark.owner],
    ['Service', mark.service],
    ['Release', mark.release],
    ['Commit', mark.commit],
  ]);
}

function unitLines(definition: Definition): readonly Line[] {
  const { restart } = definition;
  const unlimited = restart.burst === 0;
  return withRaw(
    [
      ['Description', escapeSpecifiers(descriptionOf(definition))],
      ['StartLimitIntervalSec', unlimited ? '0' : duration(restart.windowMs)],
      ...(unlimited ? [] : [['StartLimitBurst', String(restart.burst)] as const]),
    ],
    definition.systemd?.['unit'],
  );
}

export function descriptionOf(definition: Definition): string {
  const text = (definition.description ?? '')
    .replace(/\s+/g, ' ')
    .replace(/[\s\\]+$/, '')
    .trim();
  return text === '' ? definition.instance : text;
}

/** Everything below `[Service]`; ours that tell what runs stand last, so nothing raw overrides them. */
export function serviceLines(context: BackendContext, definition: Definition, mark: Mark): readonly Line[] {
  const expanded = expandRelease(context, definition, mark.release);
  const portable: readonly Line[] = [
    ['Type', serviceType(context, definition)],
    ['ExecStart', quoteCommand(expanded.command, expanded.cwd)],
    ...reloadLines(expanded),
    ...identityLines(context, expanded),
    ...environmentLines(context, expanded, mark),
    ...restartLines(context, expanded),
    ['KillSignal', expanded.stop.signal],
    ['TimeoutStopSec', duration(expanded.stop.timeoutMs)],
    ...limitLines(expanded),
  ];
  return [...withRaw(portable, definition.systemd?.['service']), ...proofLines(mark)];
}

/** `exec` makes a missing program or user an error of the start instead of a later failure; 239 and older lack it. */
function serviceType(context: BackendContext, definition: Definition): string {
  if (definition.schedule !== undefined) return 'oneshot';
  return context.facts.systemdVersion >= 240 ? 'exec' : 'simple';
}

function reloadLines(definition: Definition): readonly Line[] {
  const { reload } = definition;
  if (reload === undefined) return [];
  if ('command' in reload) return [['ExecReload', quoteCommand(reload.command, definition.cwd)]];
  return [['ExecReload', `/bin/kill -s ${reload.signal} $MAINPID`]];
}

function identityLines(context: BackendContext, definition: Definition): readonly Line[] {
  const lines: Line[] = [];
  // A user's manager runs everything as that user and refuses to be told so.
  if (context.facts.uid === 0) {
    if (definition.user !== undefined) lines.push(['User', escapeSpecifiers(definition.user)]);
    if (definition.group !== undefined) lines.push(['Group', escapeSpecifiers(definition.group)]);
  }
  if (definition.cwd !== undefined) lines.push(['WorkingDirectory', escapeSpecifiers(definition.cwd)]);
  if (definition.umask !== undefined) lines.push(['UMask', definition.umask]);
  return lines;
}

function environmentLines(context: BackendContext, definition: Definition, mark: Mark): readonly Line[] {
  const lines: Line[] = [];
  let secret = false;
  for (const name of Object.keys(definition.env).sort()) {
    const value = definition.env[name];
    if (typeof value === 'string') lines.push(['Environment', quoteWord(`${name}=${value}`)]);
    else secret = true;
  }
  if (secret) lines.push(['EnvironmentFile', escapeSpecifiers(environmentFilePath(context, mark.release))]);
  return lines;
}

/**
 * The hash of what was started, twice: the environment shows it for any process that leaves its environment alone, and
 * LogExtraFields= for those that overwrite it with their title (nginx, redis, postgres), because the manager keeps the
 * value of the running start below /run/systemd/units.
 */
function proofLines(mark: Mark): readonly Line[] {
  return [
    ['Environment', quoteWord(`PROVCTL_SPEC=${mark.restartHash}`)],
    ['Environment', quoteWord(`PROVCTL_RELEASE=${mark.release}`)],
    ['LogExtraFields', `PROVCTL_SPEC=${mark.restartHash}`],
    ['LogExtraFields', `PROVCTL_RELEASE=${mark.release}`],
  ];
}

/** A scheduled run is not restarted: its next run is its next try. */
function restartLines(context: BackendContext, definition: Definition): readonly Line[] {
  const { restart } = definition;
  if (definition.schedule !== undefined || restart.policy === 'no') return [['Restart', 'no']];
  const lines: Line[] = [
    ['Restart', restart.policy],
    ['RestartSec', duration(restart.delayMs)],
  ];
  // Before 254 the delay stays what it is (`emulated`): the limit on starts is what bounds a crash loop.
  if (context.facts.systemdVersion >= 254 && restart.delayMs > 0 && restart.maxDelayMs > restart.delayMs) {
    lines.push(['RestartSteps', String(Math.ceil(Math.log2(restart.maxDelayMs / restart.delayMs)))]);
    lines.push(['RestartMaxDelaySec', duration(restart.maxDelayMs)]);
  }
  return lines;
}

function limitLines(definition: Definition): readonly Line[] {
  const { memoryBytes, openFiles, processes, cpus } = definition.limits;
  const lines: Line[] = [];
  if (memoryBytes !== undefined) lines.push(['MemoryMax', String(memoryBytes)]);
  if (openFiles !== undefined) lines.push(['LimitNOFILE', String(openFiles)]);
  if (processes !== undefined) lines.push(['TasksMax', String(processes)]);
  if (cpus !== undefined) lines.push(['CPUQuota', `${Number((cpus * 100).toFixed(2))}%`]);
  return lines;
}

function duration(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}
