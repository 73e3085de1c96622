import type { PortableField, Support } from '../backend.ts';

export const support: Readonly<Record<PortableField, Support>> = {
  command: 'native',
  env: 'native',
  'env.secret': 'emulated',
  cwd: 'native',
  user: 'native',
  group: 'native',
  umask: 'native',
  files: 'native',
  artifact: 'native',
  'restart.policy': 'native',
  // ThrottleInterval: whole seconds, from start to start.
  'restart.delay': 'emulated',
  'restart.maxDelay': 'unsupported',
  'restart.burst': 'unsupported',
  'stop.signal': 'unsupported',
  'stop.timeout': 'native',
  reload: 'emulated',
  // ResidentSetSize is only a wish under memory pressure.
  'limits.memory': 'emulated',
  'limits.openFiles': 'native',
  'limits.processes': 'native',
  'limits.cpus': 'unsupported',
  // launchd writes one file for ever; it is rotated at every start that provctl makes.
  logs: 'emulated',
  // In the machine's own time zone only, which is checked before it is written.
  schedule: 'emulated',
  boot: 'native',
  systemd: 'unsupported',
  launchd: 'native',
};
