import type { Compiled } from '../compile/compiled.ts';
import type { SourceRequest } from '../fetch/source.ts';
import type { Definition } from '../model/definition.ts';
import type { JournalEvent, Progress, RunOutcome } from '../model/event.ts';
import type { Hold, Ledger } from '../model/ledger.ts';
import type { MachineFacts, ObservedInstance } from '../model/observed.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions } from '../plan/input.ts';
import type { ChainBreak, EventFilter } from '../record/store.ts';

/** Everything provctl does, without a terminal: the command line, the library and later the API are edges of it. */
export interface Engine extends AsyncDisposable {
  compile(request: SourceRequest): Promise<Compiled>;
  /** The very files that would be installed: path → text. Secrets are shown as `(secret)`. */
  render(request: SourceRequest): Promise<ReadonlyMap<string, string>>;
  plan(request: PlanRequest): Promise<Planned>;
  /** Applies what `confirm` was shown, nothing else. */
  apply(request: ApplyRequest): Promise<Applied>;
  status(request: SourceRequest): Promise<Status>;
  logs(request: LogsRequest): AsyncIterable<LogLine>;
  /** `start NAME -- CMD…`: an undeclared service of the owner `adhoc`. */
  runAdhoc(request: AdhocRequest): Promise<Applied>;
  /** Ends holds. @returns `machine/service` of each that there was. */
  unhold(request: SourceRequest, services: readonly string[]): Promise<readonly string[]>;
  /** Forgets rejections, so that the next apply tries the releases again. @returns `machine/service` of each. */
  retry(request: SourceRequest, services: readonly string[]): Promise<readonly string[]>;
  events(filter: EventFilter): AsyncIterable<JournalEvent>;
  /** The chain, and each machine's anchored head against it. */
  verifyAudit(request: SourceRequest): Promise<AuditReport>;
  leases(request: SourceRequest): Promise<readonly LeaseLine[]>;
  breakLease(request: SourceRequest, machine: string): Promise<boolean>;
  doctor(): Promise<readonly Finding[]>;
}

/** What whoever asks for an engine may say about how it is made; null: as the configuration has it. */
export interface EngineOptions {
  readonly configFile: string | null;
  readonly stateDirectory: string | null;
}

export type MakeEngine = (options: EngineOptions) => Promise<Engine>;

export interface PlanRequest {
  readonly source: SourceRequest;
  readonly options: PlanOptions;
  readonly signal?: AbortSignal;
}

/** `plan` is null when the desired state has errors. */
export interface Planned {
  readonly compiled: Compiled;
  readonly plan: Plan | null;
  /** Path → unified text diff of managed files that change; secrets never. */
  readonly fileDiffs: ReadonlyMap<string, string>;
  readonly tookMs: number;
}

export interface ApplyRequest extends PlanRequest {
  readonly verb: string;
  readonly reason: string;
  /** Only if the plan made now equals this one, and it was not applied before. */
  readonly saved: Plan | null;
  confirm(planned: Planned): Promise<boolean>;
  onProgress(progress: Progress): void;
  /** Ends at once instead of after the current steps. */
  readonly abort?: AbortSignal;
}

export interface Applied {
  readonly planned: Planned;
  readonly run: string | null;
  readonly outcome: RunOutcome | 'nothing-to-do' | 'declined' | 'invalid';
  readonly exitCode: number;
  readonly verdicts: readonly Verdict[];
  /** Every operation that was sent: 0 on a converged machine. */
  readonly operations: number;
}

export interface Verdict {
  readonly address: string;
  readonly action: string;
  readonly state: 'done' | 'failed' | 'put-back' | 'incomplete' | 'skipped' | 'unknown';
  readonly reason: string;
}

export interface Status {
  readonly stack: string;
  readonly commit: string;
  readonly machines: readonly MachineStatus[];
  readonly services: readonly ServiceStatus[];
}

export interface MachineStatus {
  readonly machine: string;
  readonly reached: boolean;
  readonly reason: string;
  readonly facts: MachineFacts | null;
  readonly ledger: Ledger | null;
}

export const healths = ['Healthy', 'Progressing', 'Degraded', 'Stopped', 'Missing', 'Unknown'] as const;
export type Health = (typeof healths)[number];

export interface ServiceStatus {
  readonly service: string;
  readonly ready: number;
  readonly wanted: number;
  readonly health: Health;
  readonly why: string;
  readonly hold: Hold | null;
  readonly instances: readonly InstanceStatus[];
}

export interface InstanceStatus {
  readonly machine: string;
  readonly declared: boolean;
  readonly desired: Definition | null;
  readonly observed: ObservedInstance;
  readonly release: string | null;
  readonly health: Health;
  /** It serves as it was seen to, whatever else is wrong with it. */
  readonly ready: boolean;
  readonly why: string;
  /** Milliseconds since it started; null when it does not run. */
  readonly ageMs: number | null;
}

export interface LogsRequest {
  readonly source: SourceRequest;
  readonly names: readonly string[];
  readonly lines: number;
  readonly follow: boolean;
  readonly sinceSeconds: number | null;
  readonly signal: AbortSignal;
}

export interface LogLine {
  readonly machine: string;
  readonly instance: string;
  readonly text: string;
}

export interface AdhocRequest {
  readonly verb: 'start' | 'stop';
  readonly name: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string | null;
  onProgress(progress: Progress): void;
  readonly signal?: AbortSignal;
}

export interface AuditReport {
  readonly stack: string;
  readonly events: number;
  readonly broken: ChainBreak | null;
  /** Newest events that no machine's ledger vouches for yet: these alone could be cut off unseen. */
  readonly unanchored: number;
  readonly anchors: readonly {
    readonly machine: string;
    readonly state: 'matches' | 'behind' | 'differs' | 'none' | 'unreachable';
  }[];
}

export interface LeaseLine {
  readonly machine: string;
  readonly holder: string | null;
  readonly lease: number;
  readonly remainingMs: number;
}

export interface Finding {
  readonly subject: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
  readonly help: string;
}
