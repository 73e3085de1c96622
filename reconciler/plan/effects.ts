import { basename } from 'node:path/posix';
import type { Definition, EnvValue, ManagedFile } from '../model/definition.ts';

/**
 * What a change of each field does to what runs. The question is asked of the *program*, not of one backend: a
 * property that a process gets at exec cannot change without a new one; what only its manager reads can.
 *
 * - `restart`: in the restart hash.
 * - `install`: written to the machine, and nothing that runs is touched.
 * - `byFile`: each file says it itself (`onChange`).
 * - `byPart`: partly the one, partly the other; see {@link restartPart}.
 * - `none`: provctl's own business, never installed.
 */
export const fieldEffects = {
  // The name of a thing is not its content: a renamed service has the same hash, so a rename can be recognised.
  service: 'install',
  instance: 'install',
  backend: 'install',
  command: 'restart',
  env: 'restart',
  cwd: 'restart',
  user: 'restart',
  group: 'restart',
  umask: 'restart',
  // Known to the program only through its command and environment, where they are expanded already.
  ports: 'install',
  files: 'byFile',
  artifact: 'byPart',
  // What the manager does at the *next* exit, stop or reload.
  restart: 'install',
  stop: 'install',
  reload: 'install',
  checks: 'none',
  rollout: 'none',
  // setrlimit(2) limits are inherited at exec; cgroup limits could change live, but only on one backend of three.
  limits: 'restart',
  logs: 'install',
  // A new time does not touch a run; becoming a job, or ceasing to be one, does.
  schedule: 'byPart',
  boot: 'install',
  description: 'install',
  dependsOn: 'none',
  protected: 'install',
  systemd: 'byPart',
  // A property list is read once, at bootstrap.
  launchd: 'restart',
} as const satisfies Record<keyof Definition, 'restart' | 'install' | 'byFile' | 'byPart' | 'none'>;

/** Directives of [Service] that systemd reads when it stops, restarts or reloads: systemd.service(5), systemd.kill(5). */
const readLater =
  /^(Restart\w*|Timeout(Start|Stop|Abort)?(Sec|FailureMode)|Kill\w*|FinalKillSignal|SendSIG(KILL|HUP)|Exec(Reload|Stop|StopPost)|SuccessExitStatus|WatchdogSignal)$/;

/** Everything whose change needs a new process. */
export function restartPart(definition: Definition): Readonly<Record<string, unknown>> {
  const { command, cwd, user, group, umask, limits, artifact } = definition;
  return {
    command,
    env: mapEnv(definition.env),
    cwd,
    user,
    group,
    umask,
    limits,
    files: definition.files.filter((file) => effectOf(definition, file) === 'restart').map(fileContent),
    // The same bytes from another address are the same artifact; the name decides whether and how it is unpacked.
    artifact: artifact && { sha256: artifact.sha256, name: basename(artifact.source.replace(/[?#].*$/, '')) },
    scheduled: definition.schedule !== undefined,
    systemd: definition.backend === 'systemd' ? serviceDirectives(definition) : undefined,
    launchd: definition.backend === 'launchd' ? definition.launchd : undefined,
  };
}

/** Everything whose change a reload is enough for. */
export function reloadPart(definition: Definition): readonly unknown[] {
  return definition.files.filter((file) => effectOf(definition, file) === 'reload').map(fileContent);
}

/** A file that wants a reload of something that cannot reload gets a restart. */
export function effectOf(definition: Definition, file: ManagedFile): ManagedFile['onChange'] {
  return file.onChange === 'reload' && definition.reload === undefined ? 'restart' : file.onChange;
}

function fileContent({ path, digest, mode, owner, group }: ManagedFile): unknown {
  return { path, digest, mode, owner, group };
}

/** A secret under another name with the same value is the same environment. */
function mapEnv(env: Readonly<Record<string, EnvValue>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : { secret: value.digest },
    ]),
  );
}

function serviceDirectives(definition: Definition): unknown {
  const directives = Object.entries(definition.systemd?.['service'] ?? {}).filter(
    ([name]) => !readLater.test(name),
  );
  return directives.length === 0 ? undefined : Object.fromEntries(directives);
}
