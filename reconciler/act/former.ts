import { type BackendContext, releaseDirectory } from '../backends/backend.ts';
import type { Mutation } from '../model/operation.ts';

const copyTimeoutMs = 600_000;
const maxOutputBytes = 4096;

/**
 * Copies beside its place and renames, so a release is whole or absent; what is there stays. A copy, because programs
 * that were started from the old place go on reading there.
 */
const copyText = `set -u
umask 077
to=$1 from=$2
shift 2
mkdir -p "$to" || exit 1
for id do
  [ -d "$from/$id" ] || continue
  [ -e "$to/$id" ] && continue
  rm -rf "$to/.$id" && cp -Rp "$from/$id" "$to/.$id" && mv "$to/.$id" "$to/$id" || exit 1
done
`;

/** Nothing is removed while an instance lies there, though it came only just now. */
const retireText = `set -u
for one in "$1"/instances/*; do [ ! -e "$one" ] || exit 0; done
rm -rf "$1"
`;

/** Brings releases from an earlier owner's directory to where a put-back looks for them. */
export function copiedReleases(
  context: BackendContext,
  former: BackendContext,
  releases: readonly string[],
): Mutation {
  return {
    kind: 'exec',
    argv: ['sh', '-c', copyText, 'sh', parent(context), parent(former), ...releases],
    timeoutMs: copyTimeoutMs,
    maxOutputBytes,
  };
}

/** An owner's directory that nothing uses any more. */
export function retired(former: BackendContext): Mutation {
  return {
    kind: 'exec',
    argv: ['sh', '-c', retireText, 'sh', former.ownerDirectory],
    timeoutMs: copyTimeoutMs,
    maxOutputBytes,
  };
}

function parent(context: BackendContext): string {
  return releaseDirectory(context, '').replace(/\/$/, '');
}
