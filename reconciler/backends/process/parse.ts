import type { ObservedInstance } from '../../model/observed.ts';
import type { OperationResult } from '../../model/operation.ts';
import type { BackendContext } from '../backend.ts';
import { installedOf } from '../mark.ts';
import { unreadable, wholeAnswer } from '../printed.ts';
import { serviceFile } from './paths.ts';
import { serviceMark } from './render.ts';
import { runOf } from './run.ts';
import { readSections, type Sections } from './sections.ts';

/** @throws ProvctlError `backend.unreadable`: what half an answer leaves out would look absent. */
export function parse(
  context: BackendContext,
  instances: readonly string[],
  results: readonly OperationResult[],
): readonly ObservedInstance[] {
  const answer = answerOf(results[0]);
  const asked = new Set(instances);
  // A move from an earlier owner's directory may have been cut short before the mark was written anew.
  const owners = new Set([context.owner, ...(context.formerOwners ?? [])]);
  const found = [...answer.services.keys()].filter((instance) => !asked.has(instance));
  return [
    ...instances.map((instance) => observed(context, answer, instance)),
    ...found
      .map((instance) => observed(context, answer, instance))
      .filter(({ installed }) => installed.kind === 'marked' && owners.has(installed.mark.owner)),
  ];
}

function answerOf(result: OperationResult | undefined): Sections {
  const sections = readSections(wholeAnswer('process', result).stdout);
  if (sections === null) throw unreadable('process', 'cut-short');
  return sections;
}

function observed(context: BackendContext, answer: Sections, instance: string): ObservedInstance {
  const content = answer.services.get(instance) ?? null;
  const digest = answer.digests.get(instance);
  if ((content === null) !== (digest === undefined)) throw unreadable('process', 'changed-meanwhile');
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
