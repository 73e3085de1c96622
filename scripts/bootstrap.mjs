/**
 * Every `npm run …` starts here, under whatever Node the machine has (18 or later), so this file is plain JavaScript and
 * imports nothing of ours: it installs the dependencies when they are missing or not those of the lock file, then runs
 * the script that was asked for with the repository's own Node.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants, homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wantedMajor = 24;

/** npm writes the second file when an install is complete, so an interrupted one never looks finished. */
function whyInstall() {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (installed === null) return 'the dependencies are not installed yet';
  const locked = packagesOf(join(root, 'package-lock.json')) ?? {};
  for (const [path, entry] of Object.entries(locked)) {
    if (path === '') continue;
    const there = installed[path];
    if (there === undefined ? !entry.optional : there.version !== entry.version) {
      return `${path.replace(/^.*node_modules\//, '')} is not at the locked version ${entry.version}`;
    }
  }
  return ownNode() === null ? `there is no Node ${wantedMajor} to run with` : null;
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? null;
  } catch {
    return null;
  }
}

/** The repository's own runtime, or this one where it is new enough. */
function ownNode() {
  const own = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own) && spawnSync(own, ['-e', '0']).status === 0) return own;
  return Number(process.versions.node.split('.')[0]) >= wantedMajor ? process.execPath : null;
}

/** npm and git want a home; a service or a bare container may have none. */
function environment() {
  if (process.env.HOME) return process.env;
  let home = tmpdir();
  try {
    home = homedir() || home;
  } catch {
    // No entry for this user id.
  }
  return { ...process.env, HOME: home };
}

function install(why, env) {
  console.log(`Installing: ${why}. Running "npm ci" (needs the registry, once; about 20 s).`);
  const started = Date.now();
  // `--include=dev` because NODE_ENV=production would leave out what builds and tests; the runtime's install script
  // must run although the user may have switched scripts off: package.json's allowScripts names which may.
  const options = [
    'ci',
    '--include=dev',
    '--ignore-scripts=false',
    '--loglevel=error',
    '--no-audit',
    '--no-fund',
  ];
  const cli = process.env.npm_execpath;
  const [program, args] = /\bnpm(-cli)?\.js$/.test(cli ?? '')
    ? [process.execPath, [cli, ...options]]
    : ['npm', options];
  const result = spawnSync(program, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (result.status !== 0) {
    const said =
      result.error === undefined ? `it ended with ${result.status ?? result.signal}` : result.error.message;
    console.error(`Cannot install the dependencies: "npm ci" failed (${said}).`);
    console.error('Check that the npm registry can be reached, then run the same command again.');
    process.exit(1);
  }
  console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

function main() {
  const [script, ...args] = process.argv.slice(2);
  if (script === undefined) {
    console.error('usage: node scripts/bootstrap.mjs SCRIPT [ARGUMENT…]');
    process.exit(64);
  }
  const env = environment();
  const why = whyInstall();
  if (why !== null) install(why, env);
  const node = ownNode();
  if (node === null) {
    console.error(
      `Cannot run ${script}: Node ${wantedMajor} or later is needed and this is ${process.version}.`,
    );
    console.error('The package "node" did not install its binary; install Node 24 and try again.');
    process.exit(1);
  }
  const path = `${join(root, 'node_modules', '.bin')}:${dirname(node)}:${env.PATH ?? '/usr/bin:/bin'}`;
  const child = spawn(node, [join(root, script), ...args], {
    cwd: root,
    env: { ...env, PATH: path },
    stdio: 'inherit',
  });
  // At a terminal ^C already reaches the whole foreground group; passing it on would make it two.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Cannot run ${script}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

main();
