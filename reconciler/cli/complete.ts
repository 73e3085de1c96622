import { resolve } from 'node:path';
import type { MakeEngine } from '../pass/engine.ts';
import type { Io } from './io.ts';

/** What may stand in a completion: shells expand the words that they are given, and these are from git. */
const harmless = /^[\w@./-]+$/;

/** `__complete services|machines|fields`: one a line, of the desired state here. A completion never complains. */
export async function complete(words: readonly string[], io: Io, makeEngine: MakeEngine): Promise<number> {
  try {
    const names = await namesOf(words[0] ?? '', io, makeEngine);
    io.stdout.write(
      names
        .filter((name) => harmless.test(name))
        .map((name) => `${name}\n`)
        .join(''),
    );
  } catch {
    // Nothing to offer.
  }
  return 0;
}

async function namesOf(what: string, io: Io, makeEngine: MakeEngine): Promise<readonly string[]> {
  if (what === 'fields') {
    const [{ explainablePaths }, { schemaBundle }] = await Promise.all([
      import('../compile/explain.ts'),
      import('./commands/explain.ts'),
    ]);
    return explainablePaths(schemaBundle());
  }
  if (what !== 'services' && what !== 'machines') return [];
  await using engine = await makeEngine({ configFile: null, stateDirectory: null });
  const { desired } = await engine.compile({ kind: 'folder', folder: resolve(io.cwd) });
  if (desired === null) return [];
  const names =
    what === 'machines'
      ? desired.machines.map(({ name }) => name)
      : desired.instances.map(({ definition }) => definition.service);
  return [...new Set(names)].sort();
}
