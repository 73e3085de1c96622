import type { Definition } from '../model/definition.ts';
import { valueHash } from '../model/digest.ts';
import type { Installed, ObservedInstance, Run } from '../model/observed.ts';

/** Digest of what was seen and does not move by itself: no pid, no time, no restart count. */
export function fingerprint(
  observed: ObservedInstance,
  definition: Definition | null,
  files: Readonly<Record<string, string | null>>,
): string {
  const { installed } = observed;
  return valueHash({
    backend: observed.backend,
    installed: installed.kind === 'absent' ? null : { path: installed.path, digest: installed.digest },
    edited: installed.kind === 'marked' && installed.edited,
    beside: installed.kind === 'foreign' ? besideOf(installed) : undefined,
    overrides: installed.kind === 'marked' ? installed.overrides : [],
    loaded: observed.loaded,
    boot: observed.boot,
    run: stableRun(observed.run),
    files: (definition?.files ?? []).map(({ path }) => [path, files[path] ?? null]),
  });
}

/** What an adoption would leave in force belongs to what was shown. */
function besideOf({ dropIns = [] }: Extract<Installed, { kind: 'foreign' }>): unknown {
  return dropIns.length === 0 ? undefined : dropIns.map(({ path, digest }) => [path, digest]);
}

function stableRun(run: Run): unknown {
  return run.kind === 'running'
    ? { kind: run.kind, restartHash: run.restartHash ?? undefined }
    : { kind: run.kind };
}
