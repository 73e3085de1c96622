import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { text } from '../../config/text.ts';
import { findCheckout } from '../../fetch/checkout.ts';
import { ProvctlError } from '../../model/error.ts';
import { type Command, folderArgument } from '../command.ts';
import { paint } from '../screens/line.ts';
import { quoted } from '../source.ts';

/** Writes a first desired state that plans and applies as it is. Nothing that is there is ever overwritten. */
export const init: Command = {
  arguments: [folderArgument],
  options: [],
  async run({ words, io, out }) {
    const [word = '.'] = words;
    const folder = resolve(io.cwd, word);
    const name = stackName(basename(folder));
    const ownerId = `${name}-${randomBytes(5).toString('hex')}`;
    const files = [
      [join(folder, 'stack.yaml'), text('cli.init.stack', { name, ownerId })],
      [join(folder, 'services', 'hello.yaml'), text('cli.init.service')],
    ] as const;
    for (const [path, content] of files) {
      await create(path, `${content}\n`);
      out.line(paint('green', '✓'), ' ', text('cli.init.wrote', { path: relative(io.cwd, path) }));
    }
    const argument = word === '.' ? '' : ` ${quoted(word)}`;
    const commands = [
      ...(isInRepository(folder) ? [] : ['git init']),
      `git add ${quoted(word)}`,
      'git commit -m provctl',
      `provctl plan${argument}`,
    ];
    out.line(text('cli.next', { command: commands.join(' && ') }));
    return 0;
  },
};

function isInRepository(folder: string): boolean {
  try {
    return findCheckout(folder).top !== '';
  } catch {
    return false;
  }
}

async function create(path: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new ProvctlError(exists ? 'cli.init-exists' : 'cli.cannot-write', { path }, error);
  }
}

/** What may be the name of a stack, from the name of a folder. */
function stackName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40);
  return name === '' ? 'stack' : name;
}
