import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { BatchResult } from '../../reconciler/model/operation.ts';
import { openSession } from '../../reconciler/transports/runner-session.ts';
import type { Session } from '../../reconciler/transports/session.ts';
import { batch, folder, owner, reach, runnerProcess } from './lines.ts';

const files = folder();
const open = (line = runnerProcess().line): Promise<Session> =>
  openSession(
    reach(() => line),
    { stateRoot: files.at('state') },
  );

const shell = (script: string) =>
  ({ kind: 'exec', argv: ['sh', '-c', script], timeoutMs: 30_000, maxOutputBytes: 100 }) as const;

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The executor of a batch, once it has said who it is. */
async function executorOf(id: string, other: number): Promise<number> {
  const path = files.at(`state/${owner}/run/batches/${id}/process`);
  let pid = other;
  await until(() => {
    if (existsSync(path)) pid = Number(readFileSync(path, 'utf8').split(' ')[1] ?? other);
    return Number.isFinite(pid) && pid > 0 && pid !== other;
  });
  return pid;
}

async function afterwards(session: Session, id: string): Promise<BatchResult> {
  let result = await session.readBack(owner, id);
  while (result.kind === 'running') result = await session.readBack(owner, id);
  return result;
}

describe('a batch', () => {
  it('is finished though its runner is killed', async () => {
    const killed = runnerProcess();
    const session = await open(killed.line);
    const wait = shell(`touch ${files.at('begun')}; while [ ! -e ${files.at('go')} ]; do sleep 0.02; done`);
    const lost = expect(
      session.mutate(
        batch('b1', { lease: 0, epoch: 0, sequence: 1 }, wait, shell(`touch ${files.at('ended')}`)),
      ),
    ).rejects.toMatchObject({ kind: 'transport.lost' });
    await until(() => existsSync(files.at('begun')));
    process.kill(-killed.pid, 'SIGKILL');
    await lost;
    writeFileSync(files.at('go'), '');
    await using other = await open();
    expect(await afterwards(other, 'b1')).toMatchObject({
      kind: 'ended',
      results: [{ status: 0 }, { status: 0 }],
    });
    expect(existsSync(files.at('ended'))).toBe(true);
  });

  it('is interrupted when it is killed itself, and takes its command along', async () => {
    const first = runnerProcess();
    await using session = await open(first.line);
    const result = session.mutate(
      batch('b1', { lease: 0, epoch: 0, sequence: 1 }, shell(`echo $$ > ${files.at('pid')}; exec sleep 300`)),
    );
    const executor = await executorOf('b1', first.pid);
    await until(() => existsSync(files.at('pid')) && readFileSync(files.at('pid'), 'utf8') !== '');
    process.kill(executor, 'SIGKILL');
    expect(await result).toEqual({ kind: 'interrupted' });
    expect(await session.mutate(batch('b1', { lease: 0, epoch: 0, sequence: 1 }))).toEqual({
      kind: 'interrupted',
    });
    const pid = Number(readFileSync(files.at('pid'), 'utf8'));
    await until(() => !existsSync(`/proc/${pid}`) || / Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')));
    const next = await session.mutate(batch('b2', { lease: 0, epoch: 0, sequence: 2 }, shell('true')));
    expect(next).toMatchObject({ kind: 'ended' });
  });

  it('leaves each file old or new, whenever it is killed, and the next one cleans up', async () => {
    mkdirSync(files.at('d'));
    const names = Array.from({ length: 60 }, (_, n) => `file ${n}`);
    const content = (generation: number) => `generation ${generation}\n`.repeat(200);
    for (const name of names) writeFileSync(files.at(`d/${name}`), content(0));
    const puts = (generation: number) =>
      names.map(
        (name) =>
          ({
            kind: 'put',
            path: files.at(`d/${name}`),
            content: { bytes: content(generation) },
            mode: '0644',
          }) as const,
      );
    for (let generation = 1; generation <= 12; generation += 1) {
      const runner = runnerProcess();
      await using session = await open(runner.line);
      const fence = { lease: 0, epoch: 0, sequence: generation };
      const result = session.mutate(batch(`b${generation}`, fence, ...puts(generation)));
      const executor = await executorOf(`b${generation}`, runner.pid);
      await new Promise((resolve) => setTimeout(resolve, generation * 3));
      try {
        process.kill(executor, 'SIGKILL');
      } catch {
        // It was faster.
      }
      expect(['interrupted', 'ended']).toContain((await result).kind);
      const found = names.map((name) => readFileSync(files.at(`d/${name}`), 'utf8'));
      const whole = Array.from({ length: generation + 1 }, (_, n) => content(n));
      expect(found.filter((text) => !whole.includes(text))).toEqual([]);
    }
    await using last = await open();
    const fence = { lease: 0, epoch: 1, sequence: 1 };
    expect(await last.mutate(batch('last', fence, ...puts(99)))).toMatchObject({ kind: 'ended' });
    expect(readdirSync(files.at('d')).sort()).toEqual([...names].sort());
    expect(readFileSync(files.at('d/file 7'), 'utf8')).toBe(content(99));
  });

  it('that a proxy held back has no effect after another session finished the work', async () => {
    const { line } = runnerProcess();
    const gate = new PassThrough();
    const held: Buffer[] = [];
    let isOpen = true;
    gate.on('data', (chunk: Buffer) => void (isOpen ? line.stdin.write(chunk) : held.push(chunk)));
    const slow = await open({ ...line, stdin: gate });
    const take = { kind: 'take', holder: 'controller', lifeMs: 60_000, force: false } as const;
    expect(await slow.lease(owner, take)).toMatchObject({ lease: 1, epoch: 1 });
    isOpen = false;
    const work = (text: string) => shell(`echo ${text} >> ${files.at('log')}`);
    const late = slow.mutate(batch('late', { lease: 1, epoch: 1, sequence: 1 }, work('late')));

    await using fresh = await open();
    const renewed = await fresh.lease(owner, { kind: 'renew', lease: 1, lifeMs: 60_000 });
    expect(renewed).toMatchObject({ kind: 'held-by-you', lease: 1, epoch: 2 });
    expect(await fresh.readBack(owner, 'late')).toEqual({ kind: 'unknown' });
    await fresh.mutate(batch('again', { lease: 1, epoch: 2, sequence: 1 }, work('again')));

    isOpen = true;
    for (const chunk of held) line.stdin.write(chunk);
    expect(await late).toEqual({ kind: 'superseded', by: { lease: 1, epoch: 2, sequence: 1 } });
    expect(readFileSync(files.at('log'), 'utf8')).toBe('again\n');
    gate.end();
    line.stdin.end();
    await line.closed;
  });
});
