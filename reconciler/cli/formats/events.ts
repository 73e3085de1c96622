import { describeError } from '../../config/text.ts';
import type { Progress } from '../../model/event.ts';
import type { Applied, Planned } from '../../pass/engine.ts';
import { countsOf } from '../../plan/summary.ts';
import { version } from '../version.ts';

/** Consumers ignore what they do not know: fields are only ever added within 1.x. */
const formatVersion = '1.0';

export function versionEvent(): object {
  return { type: 'version', format_version: formatVersion, provctl: version().replace('provctl ', '') };
}

export function planEvent(planned: Planned): object {
  const { plan, compiled } = planned;
  if (plan === null) return { type: 'invalid', problems: compiled.problems };
  return {
    type: 'plan',
    id: plan.id,
    stack: plan.stack.name,
    source: plan.source,
    summary: countsOf(plan),
    changes: plan.changes
      .filter((change) => change.action !== 'none' || change.held)
      .map(({ address, action, reason, detail, drift, held, paths }) => ({
        address,
        action,
        reason,
        detail,
        drift,
        held,
        paths: paths.map(({ path }) => path),
      })),
    denials: plan.denials,
  };
}

export function progressEvent(progress: Progress): object {
  const { kind, ...rest } = progress;
  return { type: kind, ...rest };
}

export function resultEvent(applied: Applied, tookMs: number): object {
  return {
    type: 'result',
    run: applied.run,
    outcome: applied.outcome,
    exit_code: applied.exitCode,
    operations: applied.operations,
    verdicts: applied.verdicts,
    took_ms: tookMs,
  };
}

export function errorEvent(error: unknown): object {
  const { kind, message, help } = describeError(error);
  return { type: 'error', kind, message, ...(help === undefined ? {} : { help }) };
}
