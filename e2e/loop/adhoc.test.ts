import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Lab, makeLab } from '../support/lab.ts';
import { commandLine } from '../support/seen.ts';
import { until } from '../support/until.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await makeLab();
});
afterEach(async () => {
  await lab.run(['stop', '--adhoc', 'ticker']);
  await lab[Symbol.asyncDispose]();
});

it('a service that nobody declared is started, listed, heard and stopped', async () => {
  const words = ['sh', '-c', 'echo "begins $A"; while :; do sleep 0.1; done', '{not a template}'];
  await lab.ok(0, 'start', 'ticker', '--env', 'A={b}', '--', ...words);
  const listed = await lab.ok(0, 'get', '--adhoc', '-o', 'json');
  const [ticker] = JSON.parse(listed.stdout);
  expect(ticker).toMatchObject({ service: 'ticker', instances: [{ declared: false, health: 'Healthy' }] });
  expect(commandLine(ticker.instances[0].observed.run.process.pid)).toEqual(words);
  await lab.ok(0, 'start', 'ticker', '--env', 'A={b}', '--', ...words);
  await until('it says something', async () =>
    (await lab.ok(0, 'logs', '--adhoc', 'ticker')).stdout.includes('begins {b}'),
  );
  // What a repository declares is another matter.
  expect((await lab.run(['get', '-o', 'json'])).stdout).not.toContain('ticker');
  await lab.ok(64, 'get', '--adhoc', '--path', '.');

  await lab.ok(0, 'stop', '--adhoc', 'ticker');
  expect(JSON.parse((await lab.ok(0, 'get', '--adhoc', '-o', 'json')).stdout)).toEqual([]);
  const again = await lab.ok(1, 'stop', '--adhoc', 'ticker');
  expect(again.stderr).toContain('ticker');
});
