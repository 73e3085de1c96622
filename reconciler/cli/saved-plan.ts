import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defaults } from '../config/generated/defaults.ts';
import { ProvctlError } from '../model/error.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions } from '../plan/input.ts';
import { fromSaved, type SavedPlan, toSaved } from '../plan/saved.ts';
import type { Context } from './command.ts';
import { writeOutputFile } from './output-file.ts';
import { escapeJson } from './screens/escape.ts';

export function savedPlanText(plan: Plan, options: PlanOptions): string {
  return `${escapeJson(JSON.stringify(toSaved(plan, options), null, 2))}\n`;
}

export async function writeSavedPlan(
  context: Context,
  name: string,
  plan: Plan,
  options: PlanOptions,
): Promise<void> {
  await writeOutputFile(context, name, savedPlanText(plan, options));
}

/** @throws ProvctlError `cli.cannot-read`, `plan.*` */
export async function readSavedPlan(context: Context, name: string): Promise<SavedPlan> {
  const path = resolve(context.io.cwd, name);
  const limit = defaults.cli.planFileMaxBytes;
  const content = await read(path, limit).catch((error: unknown) => {
    throw error instanceof ProvctlError ? error : new ProvctlError('cli.cannot-read', { path }, error);
  });
  try {
    return fromSaved(content, limit);
  } catch (error) {
    if (!(error instanceof ProvctlError) || error.kind !== 'plan.unreadable') throw error;
    throw new ProvctlError('plan.not-a-plan', { file: name, ...error.context }, error);
  }
}

async function read(path: string, limit: number): Promise<string> {
  const { size } = await stat(path);
  if (size > limit) throw new ProvctlError('plan.too-large', { limit });
  return readFile(path, 'utf8');
}
