import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openSession } from '../../reconciler/transports/runner-session.ts';
import { unmet } from '../needs.ts';
import { batch, folder, reach, runnerProcess } from './lines.ts';

const lacks = unmet(['linux', 'strace']);
const files = folder();

describe.skipIf(lacks !== null)('a file that is put', () => {
  it('is synced before it gets its name, and its directory after', async () => {
    mkdirSync(files.at('there'));
    writeFileSync(files.at('there/old'), 'old');
    const trace = files.at('trace');
    const words = ['strace', '-f', '-qq', '-y', '-o', trace, '-e', 'trace=fsync,rename,renameat,renameat2'];
    const paths = ['there/old', 'there/raw', 'new/deep/file'].map(files.at);
    {
      await using session = await openSession(
        reach(() => runnerProcess(words).line),
        {
          stateRoot: files.at('state'),
        },
      );
      const contents = ['new', new Uint8Array([0, 1]), 'deep'];
      const result = await session.mutate(
        batch(
          'b1',
          { lease: 0, epoch: 0, sequence: 1 },
          ...paths.map(
            (path, at) =>
              ({ kind: 'put', path, content: { bytes: contents[at] ?? '' }, mode: '0644' }) as const,
          ),
        ),
      );
      expect(result).toMatchObject({
        kind: 'ended',
        results: [{ kind: 'done' }, { kind: 'done' }, { kind: 'done' }],
      });
    }
    const calls = readFileSync(trace, 'utf8').split('\n');
    const at = (pattern: RegExp) => calls.findIndex((call) => pattern.test(call));
    const last = (pattern: RegExp) => calls.findLastIndex((call) => pattern.test(call));
    for (const name of ['there/old', 'there/raw', 'new/deep/file']) {
      const [folderName = '', ...rest] = name.startsWith('new') ? ['.', name] : name.split('/');
      const staged = `${folderName === '.' ? '' : `${folderName}/`}\\.provctl-[^/]*/${rest.join('/')}`;
      const synced = at(new RegExp(`fsync\\(\\d+<[^>]*/${staged}>`));
      // mv names the target by a descriptor of its directory, or by its path.
      const top = name.startsWith('new') ? 'new' : rest.join('/');
      const renamed = at(new RegExp(`rename.*"[^"]*\\.provctl-[^/"]*/${top}"`));
      const directory = folderName === '.' ? files.at('x').slice(0, -2) : files.at(folderName);
      const kept = last(new RegExp(`fsync\\(\\d+<${directory}>`));
      expect([name, synced >= 0, synced < renamed, renamed < kept]).toEqual([name, true, true, true]);
    }
  });
});
