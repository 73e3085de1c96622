import type { Lab } from '../support/lab.ts';

/** Where Debian's own nginx and redis-server run as services called `web` and `cache`. */
export interface Ground {
  readonly backend: 'systemd' | 'process';
  /** Configuration files go here. */
  readonly folder: string;
  readonly webPort: number;
  readonly cachePort: number;
  /** Where nobody listens. */
  readonly otherPort: number;
}

export interface Web {
  /** `web` without it. */
  readonly name?: string;
  /**
   * What nginx answers with. Its check asks for a page that only this configuration has: a reload is done some time
   * after it was told, and until then the old one answers.
   */
  readonly says: string;
  /** The port that nginx is told to listen on; the declared one without it. */
  readonly listens?: number;
  /** Further YAML lines of the spec. */
  readonly more?: string;
  /** Failed checks in a row that are final: few where a failure is the thing meant, many where a machine may be slow. */
  readonly failures?: number;
}

export interface Cache {
  readonly level: string;
  /** The port that the check asks; the declared one without it. */
  readonly asked?: number;
  readonly more?: string;
  readonly failures?: number;
}

export function webCommand({ folder }: Ground): readonly string[] {
  return ['/usr/sbin/nginx', '-e', 'stderr', '-c', `${folder}/nginx.conf`, '-g', 'daemon off;'];
}

export function cacheCommand({ folder }: Ground): readonly string[] {
  return ['/usr/bin/redis-server', `${folder}/redis.conf`];
}

export const ownerId = 'real-6h2n8w4q';

export function stackText(): string {
  return `apiVersion: provctl.dev/v1
kind: Stack
metadata: { name: real }
spec: { ownerId: ${ownerId}, environment: test, maxPrune: 100% }
`;
}

export function writeWeb(lab: Lab, ground: Ground, web: Web): void {
  lab.write('files/nginx.conf', nginxText(ground, web));
  lab.write(
    'web.yaml',
    `${head(web.name ?? 'web', ground, webCommand(ground))}
  ports: [{ name: http, port: ${ground.webPort} }]
  files: [{ path: ${ground.folder}/nginx.conf, source: files/nginx.conf, onChange: reload }]
  reload: { signal: SIGHUP }
  dependsOn: [cache]
  checks: [{ name: answers, http: { path: /says-${web.says}, port: http }, ${pace(web.failures)} }]
${web.more ?? ''}`,
  );
}

export function writeCache(lab: Lab, ground: Ground, cache: Cache): void {
  lab.write('files/redis.conf', redisText(ground));
  lab.write(
    'cache.yaml',
    `${head('cache', ground, cacheCommand(ground))}
  ports: [{ name: redis, port: ${ground.cachePort} }]
  files: [{ path: ${ground.folder}/redis.conf, source: files/redis.conf, mode: "0640" }]
  env: { LEVEL: "${cache.level}", PASSWORD: { secret: cache-password } }
  checks: [{ name: accepts, tcp: { port: ${cache.asked ?? 'redis'} }, ${pace(cache.failures)} }]
${cache.more ?? ''}`,
  );
}

function head(name: string, { backend }: Ground, command: readonly string[]): string {
  return `apiVersion: provctl.dev/v1
kind: Service
metadata: { name: ${name} }
spec:
  backend: ${backend}
  placement: { local: true }
  command: ${JSON.stringify(command)}
  rollout: { minReady: 200ms, progressDeadline: 60s }
  stop: { timeout: 10s }`;
}

function pace(failures = 100): string {
  return `interval: 200ms, timeout: 10s, failures: ${failures}`;
}

function nginxText({ folder, webPort }: Ground, { says, listens = webPort }: Web): string {
  return `worker_processes 1;
pid ${folder}/nginx.pid;
events { worker_connections 64; }
http {
  access_log off;
  server {
    listen 127.0.0.1:${listens};
    location = /says-${says} { return 204; }
    location = / { return 200 "${says}\\n"; }
  }
}
`;
}

/** With a title of its own redis would overwrite what it was started with. */
function redisText({ folder, cachePort }: Ground): string {
  return `bind 127.0.0.1
port ${cachePort}
dir ${folder}
save ""
set-proc-title no
`;
}

export function jobText(touches: string): string {
  return `apiVersion: provctl.dev/v1
kind: Service
metadata: { name: job }
spec:
  backend: systemd
  placement: { local: true }
  command: [/bin/sh, -c, 'echo "$WHEN" >>${touches}']
  env: { WHEN: at night }
  schedule: 30 3 * * *
`;
}

/** The unit that Debian ships, told as a service of ours. */
export function adoptedText(more: string): string {
  return `apiVersion: provctl.dev/v1
kind: Service
metadata: { name: nginx }
spec:
  backend: systemd
  placement: { local: true }
  command: [/usr/sbin/nginx, -g, daemon off;]
  rollout: { minReady: 200ms, progressDeadline: 60s }
  checks: [{ name: answers, http: { path: /, port: 80 }, ${pace()} }]
  ${more}
`;
}
