import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Io } from './io.ts';

/** `provctl-NAME` in a directory of PATH, as kubectl and git do; never one of the current directory by a relative entry. */
export async function findPlugin(name: string, env: Io['env']): Promise<string | null> {
  if (!/^[a-z0-9][a-z0-9_-]*$/i.test(name)) return null;
  for (const directory of (env['PATH'] ?? '').split(delimiter)) {
    if (!isAbsolute(directory)) continue;
    const path = join(directory, `provctl-${name}`);
    if (await isProgram(path)) return path;
  }
  return null;
}

/** In our terminal, with our environment; signals reach it by the terminal, and its end is ours. */
export async function runPlugin(program: string, args: readonly string[], io: Io): Promise<number> {
  const { spawn } = await import('node:child_process');
  const { constants: os } = await import('node:os');
  const child = spawn(program, args, { stdio: 'inherit', cwd: io.cwd, env: { ...io.env } });
  const ignore = io.onInterrupt(() => {
    if (!io.inputIsTty) child.kill('SIGTERM');
  });
  try {
    return await new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('exit', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : os.signals[signal])));
    });
  } finally {
    ignore();
  }
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
