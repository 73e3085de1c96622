// Generated from reconciler/compile/schema/*.json by scripts/generate.ts; change that file instead.
export type Resource = Stack | Profile | Fleet | Service;
export type ApiVersion = 'provctl.dev/v1';
export type StackKind = 'Stack';
export type Name = string;
export type LabelValue = string;
export type Text = string;
export type OwnerId = string;
export type Flag = boolean;
export type Amount = number | string;
export type VarValue = string | number | boolean;
export type Folder = string;
export type Includes = Folder[];
export type PatchedKind = 'Profile' | 'Fleet' | 'Service';
export type Patches = Patch[];
export type OwnerIds = OwnerId[];
export type ProfileKind = 'Profile';
export type Account = string;
export type PortNumber = number;
export type FleetKind = 'Fleet';
export type Address = string;
export type Machines = Machine[];
export type ServiceKind = 'Service';
export type Backend = 'auto' | 'systemd' | 'launchd' | 'process';
export type LocalPlacement = true;
export type Selector = string;
export type InstancesPerMachine = number;
export type Command = Text[];
export type EnvValue =
  | string
  | {
      secret: SecretName;
    };
export type SecretName = string;
export type FileMode = string;
export type Ports = Port[];
export type Sha256 = string;
export type Content = string;
export type OnChange = 'restart' | 'reload' | 'none';
export type Files = File[];
export type RestartPolicy = 'no' | 'on-failure' | 'always';
export type Duration = string;
export type CountOrNone = number;
export type Signal =
  'SIGTERM' | 'SIGINT' | 'SIGQUIT' | 'SIGHUP' | 'SIGUSR1' | 'SIGUSR2' | 'SIGWINCH' | 'SIGKILL';
export type HttpPath = string;
export type PortReference = string | number;
export type HttpStatus = number;
export type HttpStatuses = HttpStatus[];
export type Count = number;
export type Checks = Check[];
export type Strategy = 'recreate';
export type OnFailure = 'rollback' | 'halt';
export type Size = string;
export type Cpus = number;
export type Cron = string;
export type TimeZone = string;
export type MissedRuns = 'skip' | 'run-once';
export type Names = Name[];
export type Directive = string | boolean | number | Text[];
export type PlistValue =
  | string
  | boolean
  | number
  | PlistValue[]
  | {
      [k: string]: PlistValue;
    };

export interface Stack {
  apiVersion: ApiVersion;
  kind: StackKind;
  metadata: Metadata;
  spec: StackSpec;
}
export interface Metadata {
  name: Name;
  labels?: Labels;
  annotations?: Annotations;
}
export interface Labels {
  [k: string]: LabelValue;
}
export interface Annotations {
  [k: string]: Text;
}
export interface StackSpec {
  ownerId: OwnerId;
  environment?: Name;
  prune?: Flag;
  maxPrune?: Amount;
  vars?: Vars;
  include?: Includes;
  patches?: Patches;
  renamedFrom?: OwnerIds;
}
export interface Vars {
  [k: string]: VarValue;
}
export interface Patch {
  kind: PatchedKind;
  name: Name;
  patch: MergePatch;
}
export interface MergePatch {
  metadata?: {
    [k: string]: unknown;
  };
  spec?: {
    [k: string]: unknown;
  };
}
export interface Profile {
  apiVersion: ApiVersion;
  kind: ProfileKind;
  metadata: Metadata;
  spec: ProfileSpec;
}
export interface ProfileSpec {
  ssh?: Ssh;
  labels?: Labels;
}
export interface Ssh {
  credential?: Name;
  user?: Account;
  port?: PortNumber;
  become?: 'sudo';
  jump?: Name;
}
export interface Fleet {
  apiVersion: ApiVersion;
  kind: FleetKind;
  metadata: Metadata;
  spec: FleetSpec;
}
export interface FleetSpec {
  profile?: Name;
  machines: Machines;
}
export interface Machine {
  name: Name;
  address: Address;
  labels?: Labels;
  ssh?: Ssh;
}
export interface Service {
  apiVersion: ApiVersion;
  kind: ServiceKind;
  metadata: Metadata;
  spec: ServiceSpec;
}
export interface ServiceSpec {
  description?: Text;
  backend?: Backend;
  placement: Placement;
  command: Command;
  env?: Env;
  cwd?: Text;
  user?: Account;
  group?: Account;
  umask?: FileMode;
  ports?: Ports;
  artifact?: Artifact;
  files?: Files;
  restart?: Restart;
  stop?: Stop;
  reload?: Reload;
  checks?: Checks;
  rollout?: Rollout;
  limits?: Limits;
  logs?: Logs;
  schedule?: Cron;
  timeZone?: TimeZone;
  missedRuns?: MissedRuns;
  boot?: Flag;
  dependsOn?: Names;
  protected?: Flag;
  adopt?: Flag;
  renamedFrom?: Names;
  systemd?: Systemd;
  launchd?: Launchd;
}
export interface Placement {
  local?: LocalPlacement;
  fleet?: Name;
  selector?: Selector;
  instancesPerMachine?: InstancesPerMachine;
}
export interface Env {
  [k: string]: EnvValue;
}
export interface Port {
  name: Name;
  port: PortNumber;
}
export interface Artifact {
  source: Text;
  sha256?: Sha256;
}
export interface File {
  path: Text;
  source?: Text;
  content?: Content;
  mode?: FileMode;
  owner?: Account;
  group?: Account;
  onChange?: OnChange;
}
export interface Restart {
  policy?: RestartPolicy;
  delay?: Duration;
  maxDelay?: Duration;
  burst?: CountOrNone;
  window?: Duration;
}
export interface Stop {
  signal?: Signal;
  timeout?: Duration;
}
export interface Reload {
  signal?: Signal;
  command?: Command;
}
export interface Check {
  name: Name;
  http?: HttpCheck;
  tcp?: TcpCheck;
  command?: Command;
  interval?: Duration;
  timeout?: Duration;
  successes?: Count;
  failures?: Count;
}
export interface HttpCheck {
  path: HttpPath;
  port: PortReference;
  status?: HttpStatuses;
}
export interface TcpCheck {
  port: PortReference;
}
export interface Rollout {
  strategy?: Strategy;
  minReady?: Duration;
  progressDeadline?: Duration;
  onFailure?: OnFailure;
}
export interface Limits {
  memory?: Size;
  openFiles?: Count;
  processes?: Count;
  cpus?: Cpus;
}
export interface Logs {
  maxSize?: Size;
  keep?: Count;
}
export interface Systemd {
  unit?: Directives;
  service?: Directives;
  install?: Directives;
  timer?: Directives;
}
export interface Directives {
  [k: string]: Directive;
}
export interface Launchd {
  [k: string]: PlistValue;
}
