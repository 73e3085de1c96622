import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { processes } from '../scripts/demo/processes.ts';

interface Ended {
  readonly status: number | null;
  readonly output: string;
  /** What the demo said that it works in. */
  readonly folder: string;
}

/** Interrupts it as soon as it has said the given text, if any. */
function demo(interruptAt: string | null): Promise<Ended> {
  const script = join(import.meta.dirname, '../scripts/demo.ts');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let isInterrupted = false;
    const add = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (interruptAt === null || isInterrupted || !output.includes(interruptAt)) return;
      isInterrupted = true;
      child.kill('SIGINT');
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, output, folder: /Everything is in (\S+)\./.exec(output)?.[1] ?? '' });
    });
  });
}

function expectNothingLeft({ folder, output }: Ended): void {
  expect(folder, output).not.toBe('');
  expect(existsSync(folder)).toBe(false);
  expect(processes().filter(({ command }) => command.includes(folder))).toEqual([]);
}

describe('npm run demo', () => {
  test('is true from beginning to end, and leaves nothing behind', async () => {
    const ended = await demo(null);
    expect(ended.status, ended.output).toBe(0);
    expect(ended.output).toContain('All of it was true');
    expectNothingLeft(ended);
  });

  test('cleans up when it is interrupted in the middle', async () => {
    const ended = await demo('three processes run');
    expect(ended.status, ended.output).toBe(130);
    expectNothingLeft(ended);
  });
});
