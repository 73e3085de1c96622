import type { DesiredInstance } from '../model/desired.ts';
import { type Hold, holdOn, type Ledger } from '../model/ledger.ts';
import { lives, type ObservedInstance, type Run } from '../model/observed.ts';
import type { Change } from '../model/plan.ts';
import type { Health } from './engine.ts';

/** What can honestly be said of one instance; `why` is a message key under `[health]` with its values. */
export interface HealthSaid {
  readonly health: Health;
  readonly why: string;
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
  const run = runHealth(observed.run, observed.instance in ledger.lastGood);
  if (run.health !== 'Healthy') return run;
  if (observed.instance in ledger.incomplete) return said('Degraded', 'put-back-incomplete');
  const rejected = change?.reason === 'rejected';
  if (rejected) return said('Degraded', 'rejected');
  if (change !== null && change.action !== 'none' && desired !== null)
    return said('Progressing', 'differs', { action: change.action });
  return run;
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
      return said('Degraded', 'failed', { result: run.result, status: run.exitStatus ?? '' });
    case 'stopped':
      return said('Stopped', 'stopped');
    case 'unknown':
      return said('Unknown', 'unknown', { reason: run.reason });
  }
}

function said(health: Health, why: string, values: HealthSaid['values'] = {}): HealthSaid {
  return { health, why, values };
}
