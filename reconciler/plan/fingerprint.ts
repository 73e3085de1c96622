import type { Definition } from '../model/definition.ts';
import { valueHash } from '../model/digest.ts';
import type { ObservedInstance, Run } from '../model/observed.ts';

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
    overrides: installed.kind === 'marked' ? installed.overrides : [],
    loaded: observed.loaded,
    boot: observed.boot,
    run: stableRun(observed.run),
    files: (definition?.files ?? []).map(({ path }) => [path, files[path] ?? null]),
  });
}

function stableRun(run: Run): unknown {
  return run.kind === 'running'
    ? { kind: run.kind, restartHash: run.restartHash ?? undefined }
    : { kind: run.kind };
}
