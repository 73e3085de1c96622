import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProvctlError } from '../model/error.ts';
import type { Context } from './command.ts';

export interface OutputFile {
  write(text: string): void;
  close(): Promise<void>;
}

/** Opened before anything is done, so that a file that cannot be written is told while nothing has happened yet. */
export async function openOutputFile(context: Context, name: string | null): Promise<OutputFile | null> {
  if (name === null) return null;
  const path = resolve(context.io.cwd, name);
  const file = await open(path, 'w', 0o600).catch((error: unknown) => {
    throw new ProvctlError('cli.cannot-write', { path }, error);
  });
  let written: Promise<unknown> = Promise.resolve();
  return {
    write(text) {
      written = written.then(() => file.write(text));
      // Told by close(); until then a failed write only ends the writing.
      written.catch(() => {});
    },
    async close() {
      try {
        await written;
      } catch (error) {
        throw new ProvctlError('cli.cannot-write', { path }, error);
      } finally {
        await file.close();
      }
    },
  };
}

export async function writeOutputFile(context: Context, name: string, text: string): Promise<void> {
  const file = await openOutputFile(context, name);
  file?.write(text);
  await file?.close();
}
