import type { BackendName, Definition } from './definition.ts';
import type { RightsByPath } from './file-rights.ts';
import type { Ledger } from './ledger.ts';

/** What one look at all machines of a stack saw. */
export interface Observed {
  /** Monotonic milliseconds; the only clock of the pure ring. */
  readonly at: number;
  readonly machines: readonly ObservedMachine[];
}

export type ObservedMachine =
  | { readonly kind: 'unreachable'; readonly machine: string; readonly reason: string }
  | {
      readonly kind: 'seen';
      readonly machine: string;
      readonly facts: MachineFacts;
      readonly ledger: Ledger;
      readonly ledgerDigest: string | null;
      readonly instances: readonly ObservedInstance[];
      /** Managed files' digests on the machine; null: there is none. */
      readonly files: Readonly<Record<string, string | null>>;
      /** Who may do what with the declared ones. */
      readonly rights?: RightsByPath;
      /** Earlier owners of the stack of whom something is still here: a directory, or a mark. */
      readonly former?: readonly string[];
    };

/** One that could be looked at. */
export type SeenMachine = Extract<ObservedMachine, { kind: 'seen' }>;

/** What the machine says of itself in the first frame of a session. */
export interface MachineFacts {
  readonly machineId: string;
  readonly bootId: string;
  readonly kernel: string;
  readonly hostname: string;
  readonly uid: number;
  readonly user: string;
  readonly home: string;
  readonly uptimeMs: number;
  /** 0 where systemd does not run. */
  readonly systemdVersion: number;
  /** A systemd user manager answers for this login. */
  readonly userManager: boolean;
  readonly launchd: boolean;
  readonly crontab: boolean;
  /** Where provctl keeps its things on that machine, without the owner. */
  readonly stateRoot: string;
}

/** One instance as a backend found it, whether ours or not. */
export interface ObservedInstance {
  readonly instance: string;
  readonly backend: BackendName;
  /** Everything of it lies in the directory of this earlier owner of the stack. */
  readonly formerOwner?: string;
  readonly installed: Installed;
  /** What the service manager has in memory; for backends without one, as installed. */
  readonly loaded: { readonly restartHash: string | null; readonly stale: boolean };
  readonly boot: boolean | null;
  readonly run: Run;
}

export type Installed =
  | { readonly kind: 'absent' }
  /** There, without our mark. */
  | {
      readonly kind: 'foreign';
      readonly path: string;
      /** Empty: it is there, and could not be read. */
      readonly digest: string;
      readonly content: string;
      /** What else the service manager goes by, or will with its next reload. */
      readonly dropIns?: readonly DropIn[];
    }
  | {
      readonly kind: 'marked';
      readonly path: string;
      readonly mark: Mark;
      /** SHA-256 of the file's bytes. */
      readonly digest: string;
      /** The bytes are not those that the mark was written with. */
      readonly edited: boolean;
      /** Null where it could not be read back: an edit or a newer version's format. */
      readonly definition: Definition | null;
      /** Overrides beside the file that are not ours (systemd drop-ins). */
      readonly overrides: readonly string[];
      /** Our mark stands beside a foreign file: adopted. */
      readonly adopted: boolean;
    };

export interface DropIn {
  readonly path: string;
  /** Null: not read. */
  readonly content: string | null;
  readonly digest: string | null;
  readonly isLoaded: boolean;
}

/** Ours by its mark; whether the mark is in its place is for the plan to say. */
export type Marked = Extract<Installed, { kind: 'marked' }>;

/** Proof that a thing is ours, bound to the machine and the path it was written for. */
export interface Mark {
  readonly owner: string;
  readonly machineId: string;
  readonly path: string;
  readonly service: string;
  readonly instance: string;
  readonly release: string;
  readonly specHash: string;
  readonly restartHash: string;
  readonly reloadHash: string;
  readonly commit: string;
  readonly protected: boolean;
}

/** (boot, pid, start) is a process; a pid alone never is. */
export interface ProcessIdentity {
  readonly bootId: string;
  readonly pid: number;
  /** Clock ticks since boot; field 22 of /proc/PID/stat. */
  readonly start: string;
}

export type Run =
  | { readonly kind: 'stopped' }
  /** `result`: the manager's word (`exit-code`, `signal`, `start-limit-hit`, …). */
  | { readonly kind: 'failed'; readonly result: string; readonly exitStatus: number | null }
  | { readonly kind: 'completed' }
  | { readonly kind: 'starting' | 'stopping' | 'crashlooping'; readonly restarts: number }
  | {
      readonly kind: 'running';
      readonly process: ProcessIdentity;
      /** Changes with every start: systemd's InvocationID, or ours. */
      readonly invocation: string;
      readonly restarts: number;
      /** Of the definition that the process was started with; null: it does not say. */
      readonly restartHash: string | null;
      readonly reloadHash: string | null;
      readonly release: string | null;
      /** Machine uptime when it started. */
      readonly startedAtMs: number;
    }
  /** Could not be told; never healthy and never gone. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Nothing installed and nothing running under that name. */
export function absentInstance({
  instance,
  backend,
}: Pick<ObservedInstance, 'instance' | 'backend'>): ObservedInstance {
  return {
    instance,
    backend,
    installed: { kind: 'absent' },
    loaded: { restartHash: null, stale: false },
    boot: null,
    run: { kind: 'stopped' },
  };
}

/** A process is there, or on its way in or out. What could not be told does not count as alive. */
export function lives(run: Run): boolean {
  switch (run.kind) {
    case 'running':
    case 'starting':
    case 'stopping':
    case 'crashlooping':
      return true;
    case 'stopped':
    case 'failed':
    case 'completed':
    case 'unknown':
      return false;
  }
}
