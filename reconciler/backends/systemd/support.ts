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
  'restart.policy': 'native',
  'restart.delay': 'native',
  // Growing delays came with 254; before, the delay is constant and the burst limit alone bounds a crash loop.
  'restart.maxDelay': 'emulated',
  'restart.burst': 'native',
  'stop.signal': 'native',
  'stop.timeout': 'native',
  reload: 'native',
  'limits.memory': 'native',
  'limits.openFiles': 'native',
  'limits.processes': 'native',
  'limits.cpus': 'native',
  // The journal bounds itself as a whole, not each service.
  logs: 'emulated',
  schedule: 'native',
  boot: 'native',
  systemd: 'native',
  launchd: 'unsupported',
};
