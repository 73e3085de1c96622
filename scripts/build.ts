import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { root, tool } from './step.ts';

const outputFolder = join(root, 'dist');

/** What an installed package runs: one bundle, split so that a verb loads only what it needs, and the library's types. */
async function main(): Promise<void> {
  rmSync(outputFolder, { recursive: true, force: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: ['reconciler/main.ts', 'reconciler/library.ts'],
    outdir: 'dist',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Names stay, because errors and profiles of users are read by people; whitespace costs start-up time.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    chunkNames: 'chunks/[name]-[hash]',
    // Native parts of ssh2, which does without; nothing of ours may need a compiler.
    external: ['cpu-features', '*.node'],
    // CommonJS packages inside an ES module still ask for node's own modules by `require`, and for where they lie.
    banner: {
      js: "import{createRequire as provctlRequire}from'node:module';const require=provctlRequire(import.meta.url);const __dirname=import.meta.dirname;",
    },
    plugins: [httpOnDemand, widthOnDemand],
    metafile: true,
    logLevel: 'warning',
  });
  declareTypes();
  const bytes = Object.values(result.metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  console.log(
    `Built dist: ${Object.keys(result.metafile.outputs).length} files, ${Math.round(bytes / 1024)} KiB.`,
  );
}

/**
 * Importing node:http as a module reads all that it exports, and one of these is a getter that loads Node's whole
 * WebSocket client: 65 ms at every start where `require` takes 10.
 */
const httpOnDemand: Plugin = {
  name: 'http-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === 'require-call'
        ? { path: 'node:http', external: true }
        : { path: 'http', namespace: 'on-demand' },
    );
    onLoad({ filter: /.*/, namespace: 'on-demand' }, () => ({
      contents: "module.exports = require('node:http');",
    }));
  },
};

/** string-width builds the table of all emoji when it is loaded, 20 ms; nearly everything that we print is plain ASCII. */
const widthOnDemand: Plugin = {
  name: 'width-on-demand',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, ({ namespace }) =>
      namespace === 'width-on-demand' ? undefined : { path: 'string-width', namespace: 'width-on-demand' },
    );
    onLoad({ filter: /.*/, namespace: 'width-on-demand' }, () => ({
      contents: `let exact;
export default function stringWidth(text) {
  if (/^[\\x20-\\x7e]*$/.test(text)) return text.length;
  exact ??= require('string-width').default;
  return exact(text);
}`,
      resolveDir: root,
    }));
  },
};

/** Declarations of the library and of what it mentions; their imports name the files that lie beside them. */
function declareTypes(): void {
  const options = [
    '--declaration',
    '--emitDeclarationOnly',
    '--noEmit',
    'false',
    '--removeComments',
    'false',
  ];
  const project = join(outputFolder, 'tsconfig.json');
  writeFileSync(
    project,
    JSON.stringify({
      extends: '../tsconfig.json',
      compilerOptions: { rootDir: '../reconciler', outDir: '.', types: ['node'] },
      include: [],
      files: ['../reconciler/library.ts'],
    }),
  );
  const result = spawnSync(tool('tsc'), ['-p', project, ...options], { cwd: root, stdio: 'inherit' });
  rmSync(project);
  if (result.status !== 0) throw new Error('tsc could not write the declarations');
  for (const name of readdirSync(outputFolder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = join(outputFolder, name);
    writeFileSync(
      file,
      readFileSync(file, 'utf8').replace(/((?:from|import\()\s*['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'),
    );
  }
}

try {
  await main();
} catch (error) {
  // esbuild and tsc have shown where.
  console.error(`Cannot build: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
  process.exitCode = 1;
}
