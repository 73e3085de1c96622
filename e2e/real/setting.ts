import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Mark } from '../../reconciler/model/observed.ts';
import type { Lab } from '../support/lab.ts';
import type { Ran } from '../support/perform.ts';
import { commandLine, environment } from '../support/seen.ts';
import { cacheCommand, type Ground, webCommand } from './services.ts';

/** One machine with nginx and redis-server on it, and how to look at it past provctl. */
export interface Setting {
  readonly lab: Lab;
  readonly ground: Ground;
  /** The machine's file system, seen from here. */
  readonly root: string;
  run(argv: readonly string[]): Ran;
  main(service: ServiceName): Main;
  /** The file that carries the mark. */
  installed(service: ServiceName): string;
  /** After somebody changed what is installed behind everybody's back. */
  noticed(): void;
  /** The plan is empty, and a second apply sends nothing. */
  converged(): Promise<void>;
}

export type ServiceName = 'web' | 'cache';

export interface Main {
  readonly pid: number;
  /** Changes with every start. */
  readonly invocation: string;
}

export const patience = { timeout: 60_000, interval: 50 };

export const cachePassword = 'pass-of-the-cache';
/** Where the operator keeps it, unless the configuration says otherwise. */
export const cachePasswordVariable = 'PROVCTL_SECRET_CACHE_PASSWORD';

/** For this process and what it starts; @returns what takes it back. */
export function withSecret(): () => void {
  process.env[cachePasswordVariable] = cachePassword;
  return () => delete process.env[cachePasswordVariable];
}

/** Commits and applies what was written; then nothing is left to do, and what runs is what was declared. */
export async function settle(setting: Setting, subject: string): Promise<void> {
  await setting.lab.commit(subject);
  await setting.lab.ok(0, 'apply', '--auto-approve');
  await settled(setting);
}

export async function settled(setting: Setting): Promise<void> {
  await setting.converged();
  for (const service of ['web', 'cache'] as const) {
    if (!existsSync(join(setting.lab.repository, `${service}.yaml`))) continue;
    const { pid } = setting.main(service);
    expect(processes(setting, service)).toEqual([pid]);
    expect(commandLine(pid, setting.root).filter((word) => word !== '')).toEqual(shown(setting, service));
    if (service === 'web') continue;
    expect(environment(pid, setting.root)).toMatchObject({
      PASSWORD: cachePassword,
      PROVCTL_RELEASE: installedMark(setting, service).release,
      PROVCTL_SPEC: installedMark(setting, service).restartHash,
    });
  }
}

/** nginx writes its title over its arguments, and over its environment. */
function shown({ ground }: Setting, service: ServiceName): readonly string[] {
  return service === 'cache'
    ? cacheCommand(ground)
    : [`nginx: master process ${webCommand(ground).join(' ')}`];
}

/** Pids of all main processes of that program that were started with our configuration. */
export function processes({ run, ground }: Pick<Setting, 'run' | 'ground'>, service: ServiceName) {
  const start = service === 'web' ? 'nginx: master process .*' : '/usr/bin/redis-server ';
  const { stdout } = run(['pgrep', '-f', `^${start}${ground.folder}/`]);
  return stdout.split('\n').slice(0, -1).map(Number);
}

export function answer({ run, ground }: Setting): string {
  return run(['curl', '--silent', '--max-time', '10', `http://127.0.0.1:${ground.webPort}/`]).stdout.trim();
}

/** Reality moved, the wish did not: that is told, mended, and no process is touched for it. */
export async function healsWithoutRestart(setting: Setting): Promise<void> {
  const before = [setting.main('web'), setting.main('cache')];
  await setting.lab.ok(2, 'drift');
  await setting.lab.ok(0, 'apply', '--auto-approve');
  await settled(setting);
  expect([setting.main('web'), setting.main('cache')]).toEqual(before);
}

/** As the installed file says it. */
export function installedMark({ root, installed }: Setting, service: ServiceName): Mark {
  const line = /^# provctl: (.*)$/m.exec(readFileSync(`${root}${installed(service)}`, 'utf8'));
  return JSON.parse(line?.[1] ?? 'null') as Mark;
}
