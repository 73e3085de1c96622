import { lstat, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { format } from '../../compile/format.ts';
import { isDesiredStateFile } from '../../compile/source/load.ts';
import { defaults } from '../../config/generated/defaults.ts';
import { text } from '../../config/text.ts';
import { ProvctlError } from '../../model/error.ts';
import { type Command, type Context, folderArgument } from '../command.ts';
import { paint } from '../screens/line.ts';

export const fmt: Command = {
  arguments: [folderArgument],
  options: ['check'],
  async run(context) {
    const { words, io, options, out } = context;
    const folder = resolve(io.cwd, words[0] ?? '.');
    const check = options.flag('check');
    const paths = await desiredStateFiles(folder);
    let changed = 0;
    for (const path of paths) if (await formatFile(context, path, check)) changed++;
    if (changed === 0) out.line(paint('green', '✓'), ' ', text('cli.fmt.clean', { count: paths.length }));
    return check && changed > 0 ? 1 : 0;
  },
};

/** @returns whether it is or would be another one. */
async function formatFile({ io, out, err }: Context, path: string, check: boolean): Promise<boolean> {
  const shown = relative(io.cwd, path) || path;
  const before = await readFile(path, 'utf8');
  const after = format(before, path.endsWith('.toml') ? 'toml' : 'yaml');
  if (after === null) {
    err.line(paint('yellow', '·'), ' ', text('cli.fmt.skipped', { path: shown }));
    return false;
  }
  if (after === before) return false;
  if (!check) await replace(path, after);
  out.line(check ? text('cli.fmt.would', { path: shown }) : text('cli.fmt.rewrote', { path: shown }));
  return true;
}

/** Written beside and renamed, so that no half-written file is ever there. */
async function replace(path: string, content: string): Promise<void> {
  const beside = `${path}.provctl-fmt`;
  try {
    const { mode } = await lstat(path);
    await writeFile(beside, content, { flag: 'wx', mode: mode & 0o777 });
    await rename(beside, path);
  } catch (error) {
    throw new ProvctlError('cli.cannot-write', { path }, error);
  }
}

/** What compiles reads, below a folder, sorted; links are not followed. */
async function desiredStateFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    throw new ProvctlError('cli.cannot-read-folder', { path: folder }, error);
  });
  const paths: string[] = [];
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !isDesiredStateFile(relative(folder, path))) continue;
    if ((await lstat(path)).size <= defaults.fetch.maxFileBytes) paths.push(path);
  }
  return paths.sort();
}
