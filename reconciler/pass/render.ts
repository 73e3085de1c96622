import { backendOf } from '../backends/registry.ts';
import type { SourceRequest } from '../fetch/source.ts';
import { contextOf } from '../observe/holding.ts';
import { noOptions } from '../plan/input.ts';
import { look, openValidScene, planScene } from './scene.ts';
import type { World } from './world.ts';

/** What the service managers would be given, machine by machine: `machine:path` → text. Secrets are only digests there. */
export async function render(world: World, request: SourceRequest): Promise<ReadonlyMap<string, string>> {
  await using scene = await openValidScene(world, request);
  const options = { ...noOptions, allowDirty: true };
  const plan = await planScene(world, scene, await look(world, scene), options, 'as-installed');
  const files = new Map<string, string>();
  for (const change of plan.changes) {
    const session = scene.lines.session(change.machine);
    const { definition, mark } = change.after;
    if (session === null || definition === null || mark === null || change.action === 'delete') continue;
    const context = contextOf(session, scene.desired.stack.ownerId);
    files.set(
      `${change.machine}:${mark.path}`,
      backendOf(definition.backend).render(context, definition, mark),
    );
  }
  return files;
}
