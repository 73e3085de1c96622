import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** So many services of the process backend in one git repository, a hundred to a file as people would have them. */
export function writeServices(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'stack.yaml'),
    document('Stack', 'bench', ['ownerId: bench-0123456789', 'environment: bench', 'prune: true']),
  );
  for (let first = 0; first < count; first += 100) {
    const documents = Array.from({ length: Math.min(100, count - first) }, (_, index) =>
      service(first + index),
    );
    writeFileSync(join(folder, `services-${name(first)}.yaml`), documents.join('---\n'));
  }
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'Desired state');
}

function service(index: number): string {
  return document('Service', `service-${name(index)}`, [
    'backend: process',
    'placement: { local: true }',
    'command: [sleep, "86400"]',
    `env: { LOG_LEVEL: info, NUMBER: "${index}" }`,
    'restart: { policy: on-failure, delay: 1s }',
    'stop: { signal: SIGTERM, timeout: 5s }',
  ]);
}

function document(kind: string, called: string, spec: readonly string[]): string {
  const lines = ['apiVersion: provctl.dev/v1', `kind: ${kind}`, `metadata: { name: ${called} }`, 'spec:'];
  return `${[...lines, ...spec.map((line) => `  ${line}`)].join('\n')}\n`;
}

/** The same number of things for terraform, one block each, with the same values: its built-in provider, no download. */
export function writeTerraform(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  const blocks = Array.from(
    { length: count },
    (_, index) => `resource "terraform_data" "service-${name(index)}" {
  input = {
    command = ["sleep", "86400"]
    env     = { LOG_LEVEL = "info", NUMBER = "${index}" }
    restart = { policy = "on-failure", delay = "1s" }
    stop    = { signal = "SIGTERM", timeout = "5s" }
  }
}
`,
  );
  writeFileSync(join(folder, 'main.tf'), blocks.join('\n'));
}

function name(index: number): string {
  return String(index).padStart(4, '0');
}
