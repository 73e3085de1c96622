import { defaults } from '../config/generated/defaults.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { Scene } from './scene.ts';

/**
 * Path → unified diff of every managed file that the plan would change, from what lies on the machine now; and of what
 * is in force of units to be adopted.
 */
export async function fileDiffs(
  scene: Scene,
  plan: Plan,
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const diffs = new Map(await adoptionDiffs(plan));
  for (const machine of plan.machines) {
    const session = scene.lines.session(machine.machine);
    const wanted = new Map(
      plan.changes.filter((change) => change.machine === machine.machine).flatMap(changedFiles),
    );
    if (session === null || wanted.size === 0) continue;
    const paths = [...wanted.keys()].slice(0, defaults.pass.fileDiffsCount);
    const results = await session.read(
      paths.map((path) => ({ kind: 'read', path, maxBytes: defaults.pass.fileDiffMaxBytes })),
      signal,
    );
    for (const [index, path] of paths.entries()) {
      const result = results[index];
      const before =
        result?.kind === 'file' && !result.truncated
          ? asText(result.content)
          : result?.kind === 'absent'
            ? ''
            : null;
      const after = asText(scene.desired.contents.get(wanted.get(path) ?? ''));
      if (before !== null && after !== null && before !== after)
        diffs.set(path, await unified(path, before, after));
    }
  }
  return diffs;
}

/** The plan itself has both sides, so a saved one still shows what it was made from. */
export async function adoptionDiffs(plan: Plan): Promise<ReadonlyMap<string, string>> {
  const diffs = new Map<string, string>();
  for (const { action, detail, paths } of plan.changes) {
    const texts = action === 'adopt' ? paths.find(({ path }) => path === 'installed') : undefined;
    if (texts !== undefined && texts.before !== null && texts.after !== null)
      diffs.set(detail, await unified(detail, texts.before, texts.after));
  }
  return diffs;
}

function changedFiles(change: Change): readonly (readonly [string, string])[] {
  if (change.action === 'none' || change.action === 'delete' || change.action === 'forget') return [];
  const before = new Map(change.before.definition?.files.map((file) => [file.path, file.digest]));
  return (change.after.definition?.files ?? [])
    .filter((file) => change.drift || before.get(file.path) !== file.digest)
    .map((file) => [file.path, file.digest]);
}

/** Null for what is no text: a diff of it tells nobody anything. */
function asText(content: Uint8Array | undefined): string | null {
  if (content === undefined || content.includes(0) || content.length > defaults.pass.fileDiffMaxBytes)
    return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return null;
  }
}

async function unified(path: string, before: string, after: string): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(path, path, before, after, undefined, undefined, { context: 2 });
}
