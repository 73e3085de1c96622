#!/usr/bin/env node
// Any Node from 10 on parses this file, so an old one can be told apart from a broken program; therefore it has no
// import statement. `provctl --version` is answered here: it costs no more than reading package.json.
const neededMajor = 24;

load('fs', (fs) => {
  load('path', (path) => {
    const self = fs.realpathSync(process.argv[1]);
    const root = path.dirname(path.dirname(self));
    const args = process.argv.slice(2);
    if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
      const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
      fs.writeSync(1, `provctl ${version}\n`);
    } else if (Number(process.versions.node.split('.')[0]) >= neededMajor) {
      start(fs, path, root);
    } else {
      startWithOwnRuntime(fs, path, root, process.execArgv.concat([self], args));
    }
  });
});

/** A checkout has the sources, an installed package what was built from them. */
function start(fs, path, root) {
  const sources = path.join(root, 'reconciler', 'main.ts');
  const entry = fs.existsSync(sources) ? sources : path.join(root, 'dist', 'main.js');
  load('url', (url) => import(url.pathToFileURL(entry).href).catch(fail));
}

/** The repository's development dependency `node`; with it the same command line starts again. */
function startWithOwnRuntime(fs, path, root, argv) {
  const runtime = path.join(root, 'node_modules', 'node', 'bin', 'node');
  // One that is too old itself would start itself for ever.
  if (fs.existsSync(runtime) && fs.realpathSync(runtime) !== fs.realpathSync(process.execPath)) {
    load('child_process', (processes) => {
      passThrough(() => processes.spawn(runtime, argv, { stdio: 'inherit' }));
    });
    return;
  }
  const found = `${process.version} (${process.execPath})`;
  fs.writeSync(2, `provctl needs Node ${neededMajor} or newer; this is ${found}.\n`);
  process.exitCode = 1;
}

/** Signals go down, the exit code or the deadly signal comes up. */
function passThrough(spawn) {
  // Heard before there is anybody to tell, so that none can fall between.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGWINCH'])
    process.on(signal, () => child.kill(signal));
  const child = spawn();
  child.on('error', fail);
  child.on('exit', (code, signal) => {
    if (signal === null) {
      process.exitCode = code;
      return;
    }
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

/** One of Node's own modules: at once where Node can give it so, because every tick counts for `--version`. */
function load(name, then) {
  const found = typeof process.getBuiltinModule === 'function' ? process.getBuiltinModule(name) : null;
  if (found) then(found);
  else import(name).then(then).catch(fail);
}

function fail(error) {
  setTimeout(() => {
    throw error;
  });
}
