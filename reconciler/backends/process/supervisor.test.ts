import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Run } from '../../model/observed.ts';
import { openProcessHost } from '../../testing/process-host.ts';
import { processDefinition } from '../../testing/process-samples.ts';

/** More, on every shell, is in e2e/process. */
test('a service starts once, is brought back when it is killed, and stops', async () => {
  await using host = openProcessHost();
  const mark = host.install(processDefinition(['sleep', '1000'], { env: { GREETING: 'two\nlines' } }));
  const isRunning = (run: Run) => run.kind === 'running';
  const running = (run: Run) => (run.kind === 'running' ? run : expect.unreachable());
  await Promise.all([host.supervisor('start', 'api'), host.supervisor('start', 'api')]);
  const first = running(await host.until('api', isRunning));
  expect(first).toMatchObject({ restarts: 0, restartHash: mark.restartHash, release: mark.release });
  expect(readFileSync(`/proc/${first.process.pid}/environ`, 'utf8').split('\0')).toContain(
    'GREETING=two\nlines',
  );
  process.kill(first.process.pid, 'SIGKILL');
  const second = running(await host.until('api', (run) => isRunning(run) && running(run).restarts === 1));
  expect(second.invocation).not.toBe(first.invocation);
  expect(await host.supervisor('stop', 'api')).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(await host.run('api')).toEqual({ kind: 'stopped' });
});
