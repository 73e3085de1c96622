import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, watch } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { service, stack } from '../support/desired.ts';
import { applyHere, convergedHere } from '../support/in-process.ts';
import { type Lab, makeLab } from '../support/lab.ts';

const victim = join(import.meta.dirname, 'victim.ts');

let lab: Lab;
let first: string;
let second: string;
beforeAll(async () => {
  lab = await makeLab();
  first = await version(1);
  second = await version(2);
  await lab.git('checkout', '-q', first);
  await lab.ok(0, 'apply', '--auto-approve');
});
afterAll(() => lab[Symbol.asyncDispose]());

/** Each start leaves a line, so one too many shows. */
function starts(name: string, more: string): string {
  const command = [
    'sh',
    '-c',
    `echo ${name} "$PROVCTL_RELEASE" >>${join(lab.folder, 'starts')}; trap : HUP; while :; do sleep 0.1; done`,
  ];
  return service(name, command, more).replace('minReady: 100ms', 'minReady: 1ms');
}

/** From the first to the second: one changed, one reloaded, one removed, one new, one that waits for another. */
async function version(number: 1 | 2): Promise<string> {
  const file = `files: [{ path: ${join(lab.folder, 'conf')}, content: "${`v${number}`.repeat(5000)}\\n", onChange: reload }]`;
  lab.write('stack.yaml', stack());
  lab.write('changed.yaml', starts('changed', `env: { V: "${number}" }`));
  lab.write('reloaded.yaml', starts('reloaded', `reload: { signal: SIGHUP }\n${file}`));
  lab.write('waits.yaml', starts('waits', `env: { V: "${number}" }\ndependsOn: [changed]`));
  lab.write(number === 1 ? 'old.yaml' : 'new.yaml', starts(number === 1 ? 'old' : 'new', ''));
  if (number === 2) lab.remove('old.yaml');
  return lab.commit(`Version ${number}`);
}

interface Died {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
}

function applyAndDie(moment: number): Promise<Died> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [victim, lab.repository, lab.state, String(moment)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (_code, signal) => resolve({ signal, stdout }));
  });
}

/** Every distinct content that the file was ever seen with. */
function watched(path: string): { readonly seen: Set<string>; stop(): void } {
  const seen = new Set<string>();
  const look = () => {
    try {
      seen.add(readFileSync(path, 'utf8'));
    } catch {
      seen.add('(none)');
    }
  };
  const watcher = watch(lab.folder, look);
  look();
  return { seen, stop: () => watcher.close() };
}

describe('a controller that is killed', () => {
  it('at any moment of an apply leaves what the next apply finishes, and starts nothing twice', async () => {
    await lab.git('checkout', '-q', second);
    const whole = JSON.parse((await applyAndDie(0)).stdout);
    expect(whole).toMatchObject({ outcome: 'done', exitCode: 0 });
    expect(whole.moments).toBeGreaterThan(15);
    const contents = [1, 2].map((number) => `${`v${number}`.repeat(5000)}\n`);
    for (let moment = 1; moment <= whole.moments; moment += 1) {
      await back();
      const starting = countLines();
      const file = watched(join(lab.folder, 'conf'));
      const died = await applyAndDie(moment);
      expect(died.signal, `moment ${moment} of ${whole.moments}`).toBe('SIGKILL');
      expect(await applyHere(lab), `after moment ${moment}`).toMatchObject({ exitCode: 0 });
      file.stop();
      expect(
        [...file.seen].filter((content) => !contents.includes(content)),
        'a half-written file was seen',
      ).toEqual([]);
      expect(liveCommands()).toEqual(['changed', 'new', 'reloaded', 'waits']);
      // changed, waits and new each begin exactly once; reloaded never does.
      expect(countLines() - starting, `starts at moment ${moment}`).toBe(3);
      await convergedHere(lab);
    }
    await lab.ok(0, 'audit', 'verify');
  }, 400_000);
});

async function back(): Promise<void> {
  await lab.git('checkout', '-q', first);
  // Older than what runs: only an operator may say that.
  expect(await applyHere(lab, { takeOver: true })).toMatchObject({ exitCode: 0 });
  await lab.git('checkout', '-q', second);
}

/** Which services' processes live, each as often as it does; read from the kernel, not from provctl. */
function liveCommands(): readonly string[] {
  const names: string[] = [];
  for (const pid of readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name))) {
    const command = commandOf(pid);
    const name = new RegExp(`^sh\\0-c\\0echo (\\w+) .*${basename(lab.folder)}/starts`).exec(command)?.[1];
    if (name !== undefined) names.push(name);
  }
  return names.sort();
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function countLines(): number {
  return readFileSync(join(lab.folder, 'starts'), 'utf8').split('\n').length;
}
