import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { service, sleeper, stack } from '../support/desired.ts';
import { type Lab, makeLab } from '../support/lab.ts';
import { pidOf } from '../support/seen.ts';

let lab: Lab;
let shared: string;
beforeEach(async () => {
  lab = await makeLab();
  shared = join(lab.folder, 'x.conf');
  lab.write('stack.yaml', stack());
});
afterEach(() => lab[Symbol.asyncDispose]());

const withFile = (name: string, more = '') =>
  sleeper(name, `files: [{ path: ${shared}, content: "hello\\n", mode: "0640" }]\n${more}`);

async function apply(subject: string): Promise<void> {
  await lab.commit(subject);
  await lab.ok(0, 'apply', '--auto-approve');
}

describe('a file goes with its last user', () => {
  beforeEach(async () => {
    lab.write('a.yaml', withFile('a'));
    await apply('a has the file');
  });

  it.each([
    ['a service under another name', '', null],
    ['a service that says its former name', 'renamedFrom: [a]', null],
    ['another service, while the first stays', '', sleeper('a', 'env: { LEVEL: debug }')],
  ])('and not when it moves to %s', async (_, more, rest) => {
    if (rest === null) lab.remove('a.yaml');
    else lab.write('a.yaml', rest);
    lab.write('b.yaml', withFile('b', more));
    await apply('b has the file');
    expect(readFileSync(shared, 'utf8')).toBe('hello\n');
    await lab.converged();
    lab.remove('b.yaml');
    lab.write('c.yaml', sleeper('c'));
    await apply('nobody has the file');
    expect(existsSync(shared)).toBe(false);
  });
});

it('a file that lay there with the right bytes gets the right mode', async () => {
  writeFileSync(shared, 'hello\n');
  chmodSync(shared, 0o666);
  lab.write('a.yaml', withFile('a'));
  await apply('a has the file');
  expect((statSync(shared).mode & 0o777).toString(8)).toBe('640');
});

describe('right bytes are not all', () => {
  beforeEach(async () => {
    lab.write('a.yaml', withFile('a'));
    await apply('a has the file');
  });

  it.each([
    ['anybody may write', () => chmodSync(shared, 0o666)],
    [
      'lie elsewhere, where another may write',
      () => {
        renameSync(shared, `${shared}.elsewhere`);
        symlinkSync(`${shared}.elsewhere`, shared);
      },
    ],
  ])('a managed file that %s has drifted, and is put back without a restart', async (_, open) => {
    const pid = await pidOf(lab, 'a');
    open();
    await lab.ok(2, 'drift');
    await lab.ok(0, 'apply', '--auto-approve');
    expect(lstatSync(shared).mode).toBe(0o100640);
    expect(await pidOf(lab, 'a')).toBe(pid);
    await lab.converged();
  });
});

describe('what a unit says is ours is no proof', () => {
  it.each([
    ['destroy', 'with a checksum that fits', true],
    ['destroy', 'with one that does not', false],
    ['apply', 'with one that does not', false],
  ])('%s removes nothing that a forged definition names, %s', async (verb, _, isConsistent) => {
    lab.write('a.yaml', sleeper('a'));
    await apply('One service');
    const victim = join(lab.folder, 'victim');
    writeFileSync(victim, 'precious');
    const digest = createHash('sha256').update('precious').digest('hex');
    forge(
      join(lab.state, 'lab-4k7m2p9x/instances/a/service'),
      { files: [{ path: victim, digest, mode: '0644', onChange: 'none' }] },
      isConsistent,
    );
    await lab.ok(0, verb, '--auto-approve');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
  });
});

describe('what nobody of us wrote on the machine stops nothing else', () => {
  const unit = () => join(lab.state, 'lab-4k7m2p9x/instances/a/service');
  beforeEach(async () => {
    lab.write('a.yaml', sleeper('a'));
    await apply('One service');
  });

  it.each([
    ['nothing', null],
    ['a number', { path: 5, digest: 1 }],
    ['two lines', { path: '/x\ny', digest: 'a'.repeat(64), mode: '0644', onChange: 'none' }],
    ['a way up', { path: '../x', digest: 'a'.repeat(64), mode: '0644', onChange: 'none' }],
  ])('a definition whose file is %s is an edited one, and put back', async (_, file) => {
    forge(unit(), { files: [file] }, true);
    expect((await lab.ok(0, 'plan')).stdout).toContain('edited by hand');
    await lab.ok(0, 'apply', '--auto-approve');
    await lab.converged();
  });

  it('a thing among the releases that is none stays, and the run ends well', async () => {
    const thing = join(lab.state, 'lab-4k7m2p9x/releases/of\nnobody');
    mkdirSync(thing);
    lab.write('a.yaml', sleeper('a', 'env: { LEVEL: debug }'));
    await apply('Another release');
    expect(existsSync(thing)).toBe(true);
  });

  it('and something foreign in its place is not called as declared', async () => {
    writeFileSync(unit(), 'something else');
    const { stdout } = await lab.ok(7, 'plan');
    expect(stdout).toContain('0 instances are as declared');
    rmSync(unit());
  });
});

it('a damaged copy of the last good release is not called put back', async () => {
  lab.write('a.yaml', withFile('a'));
  await apply('Good');
  const releases = join(lab.state, 'lab-4k7m2p9x/releases');
  const [release = ''] = readdirSync(releases);
  const [file = ''] = readdirSync(join(releases, release, 'files'));
  writeFileSync(join(releases, release, 'files', file), 'damaged');
  const bad = `files: [{ path: ${shared}, content: "other\\n", mode: "0640" }]\nrestart: { policy: "no" }`;
  lab.write('a.yaml', service('a', ['false'], bad));
  await lab.commit('Bad');
  const { stdout } = await lab.ok(3, 'apply', '--auto-approve');
  expect(stdout).not.toContain('is back');
  expect(stdout).toContain('Incomplete');
  expect(readFileSync(shared, 'utf8')).not.toContain('damaged');
});

/** Somebody may write one instance's file, and knows how it is made. */
function forge(path: string, change: Readonly<Record<string, unknown>>, isConsistent: boolean): void {
  const [header = '', ...lines] = readFileSync(path, 'utf8').split('\n');
  const key = '# provctl-definition: ';
  const covered = lines
    .map((line) =>
      line.startsWith(key)
        ? key + JSON.stringify({ ...JSON.parse(line.slice(key.length)), ...change })
        : line,
    )
    .join('\n');
  const digest = createHash('sha256').update(covered).digest('hex');
  writeFileSync(
    path,
    `${isConsistent ? header.replace(/sha256=.*/, `sha256=${digest}`) : header}\n${covered}`,
  );
}
