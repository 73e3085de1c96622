import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { GeneratedFile, Generator } from './generate/generated-file.ts';

const root = join(import.meta.dirname, '..');

/** Everything that every generator in scripts/generate/ makes, sorted by path. */
export async function allGenerated(): Promise<readonly GeneratedFile[]> {
  const folder = join(root, 'scripts/generate');
  const files: GeneratedFile[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const module: Record<string, unknown> = await import(pathToFileURL(join(folder, name)).href);
    for (const [member, value] of Object.entries(module)) {
      if (!/^generate[A-Z]/.test(member) || typeof value !== 'function') continue;
      files.push(...(await (value as Generator)(root)));
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function isStale(file: GeneratedFile): boolean {
  try {
    return readFileSync(join(root, file.path), 'utf8') !== file.text;
  } catch {
    return true;
  }
}

async function main(): Promise<void> {
  const stale = (await allGenerated()).filter(isStale);
  if (process.argv.includes('--check')) {
    for (const file of stale) console.error(`stale: ${file.path} (run: npm run generate)`);
    process.exitCode = stale.length === 0 ? 0 : 1;
    return;
  }
  for (const file of stale) {
    const path = join(root, file.path);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.text);
    console.log(`wrote ${file.path}`);
  }
}

if (import.meta.main) await main();
