import type { PortableField, Support } from '../backend.ts';

export const support: Readonly<Record<PortableField, Support>> = {
  command: 'native',
  env: 'native',
  'env.secret': 'native',
  cwd: 'native',
  user: 'native',
  group: 'native',
  umask: 'native',
  files: 'native',
  artifact: 'native',
  'restart.policy': 'emulated',
  'restart.delay': 'emulated',
  'restart.maxDelay': 'emulated',
  'restart.burst': 'emulated',
  'stop.signal': 'native',
  'stop.timeout': 'emulated',
  reload: 'emulated',
  // An address-space limit is not one on memory: it ends programs that only reserve much.
  'limits.memory': 'unsupported',
  'limits.openFiles': 'native',
  // RLIMIT_NPROC counts all processes of the user.
  'limits.processes': 'emulated',
  'limits.cpus': 'unsupported',
  logs: 'emulated',
  schedule: 'unsupported',
  boot: 'emulated',
  systemd: 'unsupported',
  launchd: 'unsupported',
};
