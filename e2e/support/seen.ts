import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { ServiceStatus } from '../../reconciler/pass/engine.ts';
import type { Lab } from './lab.ts';

/** What `provctl get services -o json` says. */
export async function services(lab: Lab): Promise<readonly ServiceStatus[]> {
  const ran = await lab.run(['get', 'services', '-o', 'json']);
  return JSON.parse(ran.stdout);
}

export async function serviceOf(lab: Lab, name: string): Promise<ServiceStatus> {
  const found = (await services(lab)).find((one) => one.service === name);
  if (found === undefined) throw new Error(`no service ${name}`);
  return found;
}

/** Pids by instance of everything that runs. */
export async function pids(lab: Lab): Promise<Readonly<Record<string, number>>> {
  return pidsOf(await services(lab));
}

export function pidsOf(all: readonly ServiceStatus[]): Readonly<Record<string, number>> {
  const running: Record<string, number> = {};
  for (const { instances } of all) {
    for (const { observed } of instances)
      if (observed.run.kind === 'running') running[observed.instance] = observed.run.process.pid;
  }
  return running;
}

export async function pidOf(lab: Lab, instance: string): Promise<number> {
  const pid = (await pids(lab))[instance];
  expect(pid, `${instance} does not run`).toEqual(expect.any(Number));
  return pid ?? 0;
}

/** What a process was really started with; `root` is another host's file system, whose pids are its own. */
export function commandLine(pid: number, root = ''): readonly string[] {
  return readFileSync(`${root}/proc/${pid}/cmdline`, 'utf8').split('\0').slice(0, -1);
}

export function environment(pid: number, root = ''): Readonly<Record<string, string>> {
  const entries = readFileSync(`${root}/proc/${pid}/environ`, 'utf8').split('\0').slice(0, -1);
  return Object.fromEntries(
    entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]),
  );
}
