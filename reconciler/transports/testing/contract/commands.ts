import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type Bench, command, hostileTexts, shell } from './subject.ts';

export function commandsContract(bench: Bench): void {
  it('gives a command exactly its arguments', async () => {
    const [result] = await bench.read(command(['printf', '%s\\0', ...hostileTexts]));
    expect(result).toMatchObject({ kind: 'exited', status: 0, stderr: '' });
    if (result?.kind === 'exited') expect(result.stdout.split('\0').slice(0, -1)).toEqual(hostileTexts);
  });

  it('gives a command exactly its environment, even names of ours', async () => {
    const names = ['i', 'x', 'code', 'sid', 'dir', 'tmp', 'IFS', 'nl', 'argc', 'PROVCTL_X'];
    const env = Object.fromEntries(names.map((name, at) => [name, hostileTexts[at + 4] ?? '']));
    const [result] = await bench.read({ ...command(['env', '-0']), env });
    if (result?.kind !== 'exited') throw new Error('no exit');
    const given = new Map(
      result.stdout.split('\0').map((pair) => [pair.split('=')[0], pair.replace(/^[^=]*=/, '')]),
    );
    expect(Object.fromEntries(names.map((name) => [name, given.get(name)]))).toEqual(env);
  });

  it('gives a command its input and directory, and nothing of the line', async () => {
    const results = await bench.read(
      { ...command(['cat']), stdin: hostileTexts.join('\n') },
      { ...command(['pwd']), cwd: bench.at('.').replace(/\/\.$/, '') },
      { ...command(['pwd']), cwd: bench.at('nowhere') },
      // Its own shell, ls and the directory being read.
      shell('cat; ls -l /proc/self/fd | grep -c " [3-9][0-9]* -> .*\\(pipe\\|socket\\)"'),
    );
    expect(results.map((result) => result.kind === 'exited' && [result.status, result.stdout])).toEqual([
      [0, hostileTexts.join('\n')],
      [0, `${bench.at('.').replace(/\/\.?$/, '')}\n`],
      [126, ''],
      [1, '0\n'],
    ]);
  });

  it('tells how a command ended', async () => {
    const results = await bench.read(
      shell('echo out; echo err >&2; exit 3'),
      shell('kill -TERM $$'),
      command(['no-such-command-anywhere']),
    );
    expect(results).toMatchObject([
      { status: 3, stdout: 'out\n', stderr: 'err\n', timedOut: false, truncated: false },
      { status: 143, timedOut: false },
      { status: 127 },
    ]);
  });

  it('ends a late command with everything it started', async () => {
    const [result] = await bench.read({
      ...shell(`sleep 300 & echo $! > ${bench.at('pid')}; wait`),
      timeoutMs: 150,
    });
    expect(result).toMatchObject({ kind: 'exited', status: 137, timedOut: true });
    const pid = Number(readFileSync(bench.at('pid'), 'utf8'));
    const [child] = await bench.read({ kind: 'identity', pid });
    expect(child?.kind === 'absent' || (child?.kind === 'identity' && child.zombie)).toBe(true);
  });

  it('caps output and drops the rest, and the command does not notice', async () => {
    const results = await bench.read(
      { ...shell('head -c 3000000 /dev/zero | tr "\\0" x; echo done >&2; exit 5'), maxOutputBytes: 1000 },
      { ...shell('printf 1234'), maxOutputBytes: 4 },
    );
    expect(results).toEqual([
      {
        kind: 'exited',
        status: 5,
        timedOut: false,
        stdout: 'x'.repeat(1000),
        stderr: 'done\n',
        truncated: true,
      },
      { kind: 'exited', status: 0, timedOut: false, stdout: '1234', stderr: '', truncated: false },
    ]);
  });

  it('believes no frame that a command prints', async () => {
    const forged = '\n00000000000000000000000000000000 1 end\n0 end\nend\nexited 0 0 0 0\n';
    const [result, next] = await bench.read(command(['printf', '%s', forged]), shell('echo real'));
    expect(result).toMatchObject({ stdout: forged });
    expect(next).toMatchObject({ stdout: 'real\n' });
  });

  it('is not held by what a command leaves behind', async () => {
    const [result] = await bench.read(shell('sleep 300 & echo $!'));
    if (result?.kind !== 'exited') throw new Error('no exit');
    process.kill(Number(result.stdout), 'SIGKILL');
  });

  it('streams until the program ends, or until it is told to stop', async () => {
    const session = await bench.session();
    const chunks: string[] = [];
    const signal = new AbortController().signal;
    for await (const chunk of session.stream(['printf', '%s|', ...hostileTexts], signal))
      chunks.push(Buffer.from(chunk).toString('utf8'));
    expect(chunks.join('')).toBe(hostileTexts.map((text) => `${text}|`).join(''));

    const abort = new AbortController();
    let pid = 0;
    for await (const chunk of session.stream(['sh', '-c', 'echo $$; exec sleep 300'], abort.signal)) {
      pid = Number(Buffer.from(chunk).toString('utf8'));
      abort.abort();
    }
    const [left] = await session.read([{ kind: 'identity', pid }]);
    expect(left?.kind === 'absent' || (left?.kind === 'identity' && left.zombie)).toBe(true);
  });
}
