import { whyText } from '../config/why.ts';
import type { DesiredInstance } from '../model/desired.ts';
import { type Hold, holdOn, type Ledger } from '../model/ledger.ts';
import { lives, type ObservedInstance, type Run } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import type { Health } from './engine.ts';

/** What can honestly be said of one instance; `why` is a message key under `[health]` with its values. */
export interface HealthSaid {
  readonly health: Health;
  readonly why: string;
  /** It serves as it was seen to, whatever else is wrong with it. */
  readonly ready: boolean;
  readonly values: Readonly<Record<string, string | number>>;
}

interface Circumstances {
  readonly desired: DesiredInstance | null;
  readonly observed: ObservedInstance;
  readonly ledger: Ledger;
  /** What a plan made of the same look would do here. */
  readonly change: Change | null;
}

/** Healthy is said only of what runs what is desired and was seen to be ready; everything else has its reason. */
export function healthOf({ desired, observed, ledger, change }: Circumstances): HealthSaid {
  const hold = desired === null ? null : holdOn(ledger, desired.definition.service, desired.renamedFrom);
  if (hold !== null && hold.wanted === 'stopped' && !lives(observed.run)) return heldStopped(hold);
  const isRejected = change?.reason === 'rejected';
  if (isRejected && hasEnded(observed.run)) return said('Degraded', 'rejected-stopped');
  const run = runHealth(observed.run, isProven(observed, ledger));
  if (run.health !== 'Healthy') return run;
  if (observed.instance in ledger.incomplete) return said('Degraded', 'put-back-incomplete');
  // What serves is ready, though it is not what is desired.
  if (isRejected) return { ...said('Degraded', 'rejected'), ready: true };
  if (change !== null && change.action !== 'none' && desired !== null)
    return { ...said('Progressing', 'differs', { action: change.action }), ready: true };
  return run;
}

function hasEnded(run: Run): boolean {
  return !lives(run) && run.kind !== 'unknown';
}

/** It was seen ready with the very release that is installed. */
function isProven({ instance, installed }: ObservedInstance, ledger: Ledger): boolean {
  const lastGood = ledger.lastGood[instance];
  return lastGood !== undefined && (installed.kind !== 'marked' || installed.mark.release === lastGood);
}

function heldStopped(hold: Hold): HealthSaid {
  return said('Stopped', 'held', { by: hold.by, reason: hold.reason });
}

function runHealth(run: Run, wasReady: boolean): HealthSaid {
  switch (run.kind) {
    case 'running':
      return wasReady ? said('Healthy', 'running') : said('Progressing', 'never-ready');
    case 'completed':
      return said('Healthy', 'completed');
    case 'starting':
    case 'stopping':
      return said('Progressing', run.kind);
    case 'crashlooping':
      return said('Degraded', 'crashlooping', { restarts: run.restarts });
    case 'failed':
      return said('Degraded', 'failed', { reason: whyText(`${run.result} ${run.exitStatus ?? ''}`.trim()) });
    case 'stopped':
      return said('Stopped', 'stopped');
    case 'unknown':
      return said('Unknown', 'unknown', { reason: whyText(run.reason) });
  }
}

function said(health: Health, why: string, values: HealthSaid['values'] = {}): HealthSaid {
  return { health, why, values, ready: health === 'Healthy' };
}
