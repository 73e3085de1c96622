import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ownMounts = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;

const program = `
  import { writeFileSync, rmSync } from 'node:fs';
  const [module, directory] = process.argv.slice(1);
  const { openStore } = await import(module);
  let store = await openStore(directory);
  const draft = { at: '', stack: 'shop', actor: 'ana', commit: 'c', run: 'r' };
  const intent = { kind: 'intent', batch: 'b', machine: 'm', steps: [] };
  const outcome = { kind: 'outcome', batch: 'b', machine: 'm', result: 'done', failures: ['x'.repeat(100_000)] };
  const append = async (event) => {
    try { return (await store.append({ ...draft, event })).sequence } catch (error) { return error.kind }
  };
  const said = [await append(intent)];
  const fill = () => {
    try { writeFileSync(directory + '/filler', Buffer.alloc(20_000_000)) } catch (error) { said.push(error.code) }
  };
  fill();
  said.push(await append(outcome), await append(outcome), await append(intent));
  rmSync(directory + '/filler');
  said.push(await append(intent), await store.verify('shop'));
  await store[Symbol.asyncDispose]();
  fill();
  store = await openStore(directory);
  said.push(await append(outcome), await append(intent));
  process.stdout.write(JSON.stringify(said));
`;

it.skipIf(!ownMounts)('records on a full disk what was begun, and begins nothing new', () => {
  const directory = mkdtempSync(join(tmpdir(), 'provctl-full-'));
  const script = 'mount -t tmpfs -o size=8m tmpfs "$1" && exec "$2" --input-type=module -e "$3" "$4" "$1"';
  const module = join(import.meta.dirname, 'sqlite-store.ts');
  const ran = spawnSync(
    'unshare',
    ['-rm', 'sh', '-c', script, 'sh', directory, process.execPath, program, module],
    { encoding: 'utf8' },
  );
  rmSync(directory, { recursive: true });
  expect(ran.stderr).toBe('');
  expect(JSON.parse(ran.stdout)).toEqual([
    1,
    'ENOSPC',
    2,
    3,
    'record.full',
    4,
    null,
    'ENOSPC',
    5,
    'record.full',
  ]);
});
