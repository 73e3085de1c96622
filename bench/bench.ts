import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { unmet } from '../e2e/needs.ts';
import { interleave, type Program, runOnce, sampleOf } from './measure.ts';
import { runPlanner } from './planner.ts';
import { type Comparison, isKept, type Promised, report } from './report.ts';
import { writeServices, writeTerraform } from './workload.ts';

/**
 * Measures the packed program against its peers in one run, and writes RESULTS.md. `--quick` is a rehearsal: a hundred
 * services, three rounds, nothing written. `--only version,plan,apply,planner` picks parts.
 */
const root = join(import.meta.dirname, '..');
const { values: options } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});
const quick = options.quick;
const only = options.only.split(',').filter((part) => part !== '');
const count = quick ? 100 : 1000;
const rounds = quick ? 3 : 7;
const withTerraform = unmet(['terraform']) === null;

const folder = mkdtempSync(join(tmpdir(), 'provctl-bench-'));
const env = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  HOME: folder,
  TMPDIR: folder,
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  PROVCTL_STATE_DIR: join(folder, 'state'),
  // Terraform asks for newer versions of itself, and styles its output for people, unless told otherwise.
  CHECKPOINT_DISABLE: '1',
  TF_IN_AUTOMATION: '1',
};

function packed(): string {
  execFileSync('npm', ['pack', '--pack-destination', folder, '--loglevel=error'], {
    cwd: root,
    stdio: 'pipe',
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  const installed = join(folder, 'node_modules', 'provctl');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', installed, '--strip-components=1']);
  return join(installed, 'bin', 'provctl.js');
}

function program(name: string, argv: readonly string[], more: Partial<Program> = {}): Program {
  return { name, argv, cwd: folder, env, exitCode: 0, ...more };
}

function compareVersion(bin: string): Comparison {
  const programs = [
    program('provctl --version', [process.execPath, bin, '--version']),
    program('node -e 0', [process.execPath, '-e', '0']),
  ];
  return {
    title: 'Start',
    how: 'The time to say the version against that of an empty program.',
    samples: interleave(programs, quick ? 5 : 25),
    promises: [{ ours: 'provctl --version', theirs: 'node -e 0', atMost: 2 }],
  };
}

function compareApply(bin: string, desired: string, terraform: string): Comparison {
  const ours = program('provctl apply', [process.execPath, bin, 'apply', desired, '--auto-approve'], {
    prepare: () => destroyAll(bin, desired),
  });
  const theirs = program(
    'terraform apply',
    ['terraform', 'apply', '-auto-approve', '-input=false', '-no-color'],
    {
      cwd: terraform,
      prepare: () => forgetTerraform(terraform),
    },
  );
  return {
    title: `First apply of ${count}`,
    how: `provctl starts ${count} real processes under supervision, and waits until each is seen to be ready; terraform records ${count} \`terraform_data\`. Both begin with nothing.`,
    samples: interleave(withTerraform ? [ours, theirs] : [ours], quick ? 1 : 3, 0),
    promises: against('provctl apply', 'terraform apply', 0.5),
  };
}

/** After an apply: nothing differs, and both must find that out. */
function comparePlan(bin: string, desired: string, terraform: string): Comparison {
  const ours = program('provctl plan', [process.execPath, bin, 'plan', desired, '--detailed-exitcode']);
  const theirs = program(
    'terraform plan',
    ['terraform', 'plan', '-detailed-exitcode', '-input=false', '-no-color'],
    {
      cwd: terraform,
    },
  );
  return {
    title: `Plan of ${count}, nothing to do`,
    how: `Both read their desired state and find it true: provctl asks the machine about ${count} processes, terraform its state about ${count} \`terraform_data\`, one block each. Exit code 0 of \`--detailed-exitcode\` is required of both.`,
    samples: interleave(withTerraform ? [ours, theirs] : [ours], rounds),
    promises: against('provctl plan', 'terraform plan', 0.25),
  };
}

/** Ten times the instances on ten times the machines. */
function comparePlanner(): Comparison {
  const sizes = quick ? ([1_000, 10_000] as const) : ([10_000, 100_000] as const);
  const results = sizes.map((instances) => {
    const runs = Array.from({ length: quick ? 1 : 5 }, () => runPlanner(instances, instances / 100));
    const sample = sampleOf(
      `${instances} instances`,
      runs.map(({ tookMs }) => tookMs),
    );
    return { sample, peakMegabytes: Math.max(...runs.map((run) => run.peakMegabytes)) };
  });
  const [small, large] = results.map(({ sample }) => sample.name);
  return {
    title: 'The planner alone, nothing to do',
    how: 'The pure planner on a converged fleet, a hundred instances on each machine; only the planning is timed. The memory is the whole process with its input, in a heap that Node was told to keep below 425 MB; left to itself Node takes 600 to 660 MB before it collects.',
    samples: results.map(({ sample }) => sample),
    promises: [{ ours: large ?? '', theirs: small ?? '', atMost: 12 }],
    limits: [
      { what: 'Peak memory', value: results.at(-1)?.peakMegabytes ?? Number.NaN, unit: 'MB', below: 500 },
    ],
  };
}

function against(ours: string, theirs: string, atMost: number): readonly Promised[] {
  return withTerraform ? [{ ours, theirs, atMost }] : [];
}

function destroyAll(bin: string, desired: string): void {
  if (!existsSync(env.PROVCTL_STATE_DIR)) return;
  runOnce(program('provctl destroy', [process.execPath, bin, 'destroy', desired, '--auto-approve']));
  rmSync(env.PROVCTL_STATE_DIR, { recursive: true, force: true });
}

function forgetTerraform(terraform: string): void {
  for (const name of readdirSync(terraform))
    if (name !== 'main.tf') rmSync(join(terraform, name), { recursive: true });
  runOnce(program('terraform init', ['terraform', 'init', '-input=false', '-no-color'], { cwd: terraform }));
}

function versions(): readonly string[] {
  const terraform = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8', env }).stdout;
  const known = withTerraform
    ? ` ${(JSON.parse(terraform) as { terraform_version: string }).terraform_version}`
    : '';
  const git = execFileSync('git', ['--version'], { encoding: 'utf8' }).trim();
  return [
    `node ${process.versions.node}`,
    withTerraform ? `terraform${known}` : 'terraform is not here: skipped',
    git,
  ];
}

function main(): number {
  const wanted = (part: string) => only.length === 0 || only.includes(part);
  const comparisons: Comparison[] = [];
  const [desired, terraform] = [join(folder, 'desired'), join(folder, 'terraform')];
  const bin = packed();
  if (wanted('version')) comparisons.push(compareVersion(bin));
  if (wanted('apply') || wanted('plan')) {
    writeServices(desired, count);
    if (withTerraform) writeTerraform(terraform, count);
    try {
      const applied = compareApply(bin, desired, terraform);
      if (wanted('apply')) comparisons.push(applied);
      if (wanted('plan')) comparisons.push(comparePlan(bin, desired, terraform));
    } finally {
      destroyAll(bin, desired);
    }
  }
  if (wanted('planner')) comparisons.push(comparePlanner());
  const text = report(comparisons, versions());
  console.log(text);
  if (!quick && only.length === 0) writeFileSync(join(root, 'bench', 'RESULTS.md'), text);
  return comparisons.every(isKept) ? 0 : 1;
}

try {
  process.exitCode = main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
