import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What git may see of ours: where it finds programs, keys, proxies and its user's own configuration. */
const passed = [
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'TMPDIR', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR'],
  ...['SSH_AUTH_SOCK', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'KRB5CCNAME'],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'],
  ...['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy'],
  ...[
    'GIT_CONFIG_GLOBAL',
    'GIT_SSH',
    'GIT_SSH_COMMAND',
    'GIT_SSH_VARIANT',
    'GIT_SSL_CAINFO',
    'GIT_SSL_CAPATH',
  ],
];

/** Nothing that a repository's own configuration names is ever run. */
const configuration: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.attributesFile', '/dev/null'],
  ['core.untrackedCache', 'false'],
  ['diff.external', ''],
  ['log.showSignature', 'false'],
  ['protocol.ext.allow', 'never'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
];

/** The whole environment of every git that we start. Nobody answers its questions, so whatever asks is told no. */
export function gitEnvironment(env: Environment, filters: readonly string[] = []): Record<string, string> {
  const kept = Object.fromEntries(
    passed.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name] ?? '']])),
  );
  const disabled = filters.flatMap((filter): readonly (readonly [string, string])[] => [
    [`${filter}.clean`, ''],
    [`${filter}.smudge`, ''],
    [`${filter}.process`, ''],
    [`${filter}.required`, 'false'],
  ]);
  const settings = [...configuration, ...disabled];
  return {
    ...kept,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: env['GIT_ASKPASS'] ?? 'false',
    SSH_ASKPASS: env['SSH_ASKPASS'] ?? 'false',
    SSH_ASKPASS_REQUIRE: 'force',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    // A commit's name must mean its content: nothing that overlays objects.
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_NO_LAZY_FETCH: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}

/** git in one directory; synchronous, because a local answer takes 3 ms and {@link SourceTree} is read synchronously. */
export type Git = (args: readonly string[], options?: GitOptions) => Buffer;

export interface GitOptions {
  readonly input?: string;
  /** Exit statuses beside 0 that are answers. */
  readonly accept?: readonly number[];
  /** Configuration sections `filter.NAME` whose programs must not run. */
  readonly filters?: readonly string[];
}

export function gitIn(directory: string, env: Environment): Git {
  return (args, options = {}) => {
    const ran = spawnSync('git', args, {
      cwd: directory,
      // A `.git` that is none must not make the repository around it the one that was meant.
      env: { ...gitEnvironment(env, options.filters), GIT_CEILING_DIRECTORIES: dirname(directory) },
      input: options.input ?? '',
      timeout: defaults.fetch.localTimeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: defaults.fetch.maxTotalBytes,
    });
    if (ran.error !== undefined) throw spawnError(ran.error, directory);
    if (ran.status === 0 || (ran.status !== null && options.accept?.includes(ran.status))) return ran.stdout;
    throw gitError(args[0] ?? '', ran.stderr.toString('utf8'), directory);
  };
}

function spawnError(error: Error, path: string): ProvctlError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new ProvctlError('fetch.no-git', {}, error);
  if (code === 'ETIMEDOUT')
    return new ProvctlError(
      'fetch.timed-out',
      { origin: path, timeoutMs: defaults.fetch.localTimeoutMs },
      error,
    );
  if (code === 'ENOBUFS')
    return new ProvctlError('fetch.too-large', { origin: path, limit: defaults.fetch.maxTotalBytes }, error);
  return new ProvctlError(
    'fetch.git-failed',
    { origin: path, command: 'spawn', detail: error.message },
    error,
  );
}

/** What git said, as one of ours. */
export function gitError(command: string, said: string, origin: string, source?: unknown): ProvctlError {
  const context = { origin, command, detail: withoutPassword(lastWords(said)) };
  if (/dubious ownership/.test(said)) return new ProvctlError('fetch.other-owner', context, source);
  if (/not a git repository/.test(said)) return new ProvctlError('fetch.not-a-repository', context, source);
  return new ProvctlError('fetch.git-failed', context, source);
}

/** A url as it may be shown. */
export function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/\s@]*@/g, '//');
}

/** The line that says why; hints and advice stand around it. */
function lastWords(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const reason = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? '';
  return reason.replace(/^(fatal|error): /, '').slice(0, 500);
}
