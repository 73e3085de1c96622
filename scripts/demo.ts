import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copyExample, removeService, setField, setVariable } from './demo/desired.ts';
import { makePlace, type Place } from './demo/place.ts';
import { processes } from './demo/processes.ts';
import { runningOf, type Seen } from './demo/seen.ts';
import { type Story, tell } from './demo/story.ts';

/** The whole loop on this machine, told and checked: real git, real processes, no root, no network, nothing left behind. */
async function play(place: Place, story: Story): Promise<void> {
  const stage: Stage = { place, story };
  const started = await startAll(stage);
  const changed = await changeOne(stage, started);
  const healed = await killOne(stage, changed);
  await shipBadRelease(stage, healed);
  await removeOne(stage);
  await takeDown(stage);
}

interface Stage {
  readonly place: Place;
  readonly story: Story;
}
type Running = ReadonlyMap<string, Seen>;

async function startAll(stage: Stage): Promise<Running> {
  const { place, story } = stage;
  story.chapter('Commit what you want: three services, in git');
  copyExample(place.repository);
  setVariable(place.repository, 'home', join(place.folder, 'home'));
  place.git('init', '-q', '-b', 'main');
  commit(place, 'Greeter, keeper and ticker');
  const plan = await story.run(2, 'plan', '--detailed-exitcode');
  const isWhole = ['greeter', 'keeper', 'ticker'].every((name) => plan.includes(name));
  story.check('the plan adds all three', isWhole);
  story.check('nothing was touched by it', (await running(stage)).size === 0);

  story.chapter('Apply it');
  await story.run(0, 'apply', '--auto-approve');
  const started = await running(stage);
  story.check('the file that keeper keeps is there', existsSync(keptFile(place)));
  story.check(
    `three processes run: ${[...started.values()].map(({ pid }) => pid).join(', ')}`,
    started.size === 3,
  );
  await story.look(0, 'plan', '--detailed-exitcode');
  story.check('a second plan is empty', true);
  return started;
}

async function changeOne(stage: Stage, before: Running): Promise<Running> {
  const { place, story } = stage;
  story.chapter('Change one of them, with a commit');
  setField(place.repository, 'greeter', ['env', 'GREETING'], 'good evening');
  commit(place, 'Greet in the evening');
  const plan = await story.run(2, 'plan', '--detailed-exitcode');
  story.check('the plan shows just that one', plan.includes('greeter') && !/keeper|ticker/.test(plan));
  await story.run(0, 'apply', '--auto-approve');
  const after = await running(stage);
  story.check('greeter is another process', pidOf(after, 'greeter') !== pidOf(before, 'greeter'));
  const others = ['keeper', 'ticker'];
  story.check(
    'keeper and ticker never noticed',
    others.every((name) => pidOf(after, name) === pidOf(before, name)),
  );
  return after;
}

async function killOne(stage: Stage, before: Running): Promise<Running> {
  const { place, story } = stage;
  story.chapter('Kill one, with its supervisor');
  killWithSupervisor(place, pidOf(before, 'keeper'));
  await story.run(2, 'drift');
  await story.run(0, 'apply', '--auto-approve');
  const after = await running(stage);
  story.check('keeper runs again', after.size === 3 && pidOf(after, 'keeper') !== pidOf(before, 'keeper'));
  return after;
}

async function shipBadRelease(stage: Stage, before: Running): Promise<void> {
  const { place, story } = stage;
  story.chapter('Ship a release that never gets ready');
  setField(place.repository, 'greeter', ['command'], ['sh', '-c', 'echo "no such database" >&2; exit 1']);
  commit(place, 'A bad idea');
  await story.run(3, 'apply', '--auto-approve');
  const after = await running(stage);
  const isBack = after.has('greeter') && after.get('greeter')?.release === before.get('greeter')?.release;
  story.check('the old release of greeter serves again', isBack);
  place.git('revert', '--no-edit', 'HEAD');
  await story.look(0, 'plan', '--detailed-exitcode');
  story.check('after `git revert` there is nothing to do', true);
}

async function removeOne(stage: Stage): Promise<void> {
  const { place, story } = stage;
  story.chapter('Remove one');
  removeService(place.repository, 'ticker');
  commit(place, 'No more ticking');
  await story.run(0, 'apply', '--auto-approve');
  const after = await running(stage);
  story.check('ticker is gone, the others are not', after.size === 2 && !after.has('ticker'));
}

async function takeDown({ place, story }: Stage): Promise<void> {
  story.chapter('Take it all down');
  await story.run(0, 'destroy', '--auto-approve');
  story.check('no process is left', await settled(() => place.living().length === 0));
  story.check(
    'no release and no instance is left on disk',
    leftovers(join(place.folder, 'state')).length === 0,
  );
  story.check('the file that keeper kept is gone', !existsSync(keptFile(place)));
}

async function running({ place, story }: Stage): Promise<Running> {
  const seen = runningOf(await story.look(0, 'get', 'services', '-o', 'json'));
  for (const { pid } of seen.values()) place.remember(pid);
  return seen;
}

/** Zero is no process. */
function pidOf(seen: Running, name: string): number {
  return seen.get(name)?.pid ?? 0;
}

function keptFile(place: Place): string {
  return join(place.folder, 'home', 'kept.txt');
}

function commit(place: Place, message: string): void {
  place.git('add', '--all');
  place.git('commit', '-q', '-m', message);
}

/** The parent first, or it would do what it is for: start the service again. */
function killWithSupervisor(place: Place, service: number): void {
  const child = processes().find(({ pid }) => pid === service);
  if (child === undefined) throw new Error('keeper does not run');
  if (child.parent > 1 && child.parent !== process.pid) place.kill(child.parent);
  place.kill(child.pid);
}

/** A killed process may take a moment to leave the table. */
async function settled(isSettled: () => boolean): Promise<boolean> {
  for (let round = 0; round < 50 && !isSettled(); round++) await sleep(100);
  return isSettled();
}

function leftovers(state: string): readonly string[] {
  if (!existsSync(state)) return [];
  return readdirSync(state, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(^|\/)(releases|instances)\/[^/]/.test(name),
  );
}

async function main(): Promise<number> {
  const started = performance.now();
  const place = makePlace();
  const story = tell(place);
  let interrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      interrupted = true;
      console.error('\nInterrupted: cleaning up.');
      void place.clear().finally(() => process.exit(130));
    });
  }
  console.log('provctl demo: one machine, the whole loop. Real git, real processes, no root, no network.');
  console.log(`Everything is in ${place.folder}.`);
  let failure: unknown = null;
  try {
    await play(place, story);
  } catch (error) {
    failure = error;
  }
  // The handler cleans up, and ends the process when that is done.
  if (interrupted) await new Promise(() => {});
  await place.clear();
  const isClean = place.living().length === 0 && !existsSync(place.folder);
  if (failure === null && isClean) {
    const seconds = Math.round((performance.now() - started) / 1000);
    console.log(
      `\nAll of it was true: ${story.checked} claims checked in ${seconds} s. Nothing is left behind.`,
    );
    return 0;
  }
  console.error(
    `\nThe demo failed: ${failure instanceof Error ? failure.message : 'something was left behind'}`,
  );
  return 1;
}

process.exitCode = await main();
