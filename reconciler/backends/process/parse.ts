import type { ObservedInstance, Run } from '../../model/observed.ts';
import type { OperationResult } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { installedOf } from '../mark.ts';
import { serviceFile } from './paths.ts';
import { serviceMark } from './render.ts';
import { runOf } from './run.ts';
import { readSections, type Sections } from './sections.ts';

/** Strict: an answer that is not whole says nothing of anybody. */
export function parse(
  context: BackendContext,
  instances: readonly string[],
  results: readonly OperationResult[],
): readonly ObservedInstance[] {
  const [result] = results;
  const answer = answerOf(result);
  if (typeof answer === 'string') return instances.map((instance) => untold(instance, answer));
  const asked = new Set(instances);
  const found = [...answer.services.keys()].filter((instance) => !asked.has(instance));
  return [
    ...instances.map((instance) => observed(context, answer, instance)),
    ...found
      .map((instance) => observed(context, answer, instance))
      .filter(({ installed }) => installed.kind === 'marked' && installed.mark.owner === context.owner),
  ];
}

/** What was printed, or why it cannot be used. */
function answerOf(result: OperationResult | undefined): Sections | string {
  if (result === undefined) return 'no-answer';
  if (result.kind !== 'exited') return 'reason' in result ? result.reason : result.kind;
  if (result.timedOut) return 'timed-out';
  if (result.truncated) return 'truncated';
  return readSections(result.stdout) ?? 'unreadable';
}

function observed(context: BackendContext, answer: Sections, instance: string): ObservedInstance {
  const content = answer.services.get(instance) ?? null;
  const digest = answer.digests.get(instance);
  if (content !== null && digest === undefined) return untold(instance, 'changed-meanwhile');
  const installed = installedOf(serviceFile(context, instance), content, digest ?? '', serviceMark);
  const wantsBoot = installed.kind === 'marked' && installed.definition?.boot === true;
  return {
    instance,
    backend: 'process',
    installed,
    // Nobody keeps it in memory: every start reads the file.
    loaded: { restartHash: installed.kind === 'marked' ? installed.mark.restartHash : null, stale: false },
    boot: installed.kind === 'marked' ? wantsBoot && answer.crontab : null,
    run: runOf(answer, instance),
  };
}

function untold(instance: string, reason: string): ObservedInstance {
  const run: Run = { kind: 'unknown', reason };
  return {
    instance,
    backend: 'process',
    installed: { kind: 'absent' },
    loaded: { restartHash: null, stale: false },
    boot: null,
    run,
  };
}
