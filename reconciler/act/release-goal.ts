import { type BackendContext, releaseDirectory } from '../backends/backend.ts';
import { backendOf } from '../backends/registry.ts';
import { defaults } from '../config/generated/defaults.ts';
import type { Definition } from '../model/definition.ts';
import { hashesOf, markOf, releaseId } from '../plan/hashes.ts';
import type { Session } from '../transports/session.ts';
import type { Goal } from './prepare.ts';

/**
 * What lies on the machine of a release, so that it can come back though git is gone. Null: nothing whole lies there;
 * its hash is computed again, so an edited one is never installed.
 */
export async function releaseGoal(
  session: Session,
  context: BackendContext,
  release: string,
  instance: string,
  commit: string,
): Promise<Goal | null> {
  if (!/^[0-9a-f]{8,64}$/.test(release)) return null;
  const [read] = await session.read([
    {
      kind: 'read',
      path: `${releaseDirectory(context, release)}/definition.json`,
      maxBytes: defaults.act.definitionMaxBytes,
    },
  ]);
  const found = read?.kind === 'file' && !read.truncated ? wholeDefinition(read.content, release) : null;
  if (found === null || !(await hasItsFiles(session, context, release, found))) return null;
  // Instances of one service share a release.
  const definition = { ...found, instance };
  const path = backendOf(definition.backend).path(context, instance);
  return {
    definition,
    mark: markOf(definition, { owner: context.owner, machineId: context.facts.machineId, path, commit }),
  };
}

function wholeDefinition(content: Uint8Array, release: string): Definition | null {
  try {
    const definition = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content)) as Definition;
    return releaseId(definition, hashesOf(definition)) === release ? definition : null;
  } catch {
    return null;
  }
}

/** What was damaged beside the definition would be installed, and called put back. */
async function hasItsFiles(
  session: Session,
  context: BackendContext,
  release: string,
  { files }: Definition,
): Promise<boolean> {
  const digests = [...new Set(files.map(({ digest }) => digest))];
  if (digests.length === 0) return true;
  const folder = `${releaseDirectory(context, release)}/files`;
  const paths = digests.map((digest) => `${folder}/${digest}`);
  const [result] = await session.read([{ kind: 'digest', paths }]);
  return result?.kind === 'digests' && digests.every((digest, index) => result.digests[index] === digest);
}
