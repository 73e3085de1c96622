import { text } from '../../config/text.ts';
import type { Status } from '../../pass/engine.ts';
import type { Line } from './line.ts';
import { healthSpan } from './services.ts';
import { headed } from './table.ts';
import { ranges, shortHash } from './words.ts';

type ServiceHealth = Status['services'][number]['health'];

export interface RolloutLine {
  readonly service: string;
  readonly ready: number;
  readonly wanted: number;
  readonly health: ServiceHealth;
  readonly releases: readonly string[];
  /** With the reason that was written down when it was rejected. */
  readonly rejected: readonly {
    readonly release: string;
    readonly reason: string;
    readonly machines: readonly string[];
  }[];
  /** Machines on which a put-back is still owed. */
  readonly incomplete: readonly string[];
}

/** How far each service is with its release, from what runs and what the ledgers remember. */
export function rolloutOf(status: Status): readonly RolloutLine[] {
  return status.services.map((service) => {
    const names = new Set(service.instances.map(({ observed }) => observed.instance));
    const rejected = new Map<string, { release: string; reason: string; machines: string[] }>();
    const incomplete: string[] = [];
    for (const { machine, ledger } of status.machines) {
      if (ledger === null) continue;
      for (const [instance, rejections] of Object.entries(ledger.rejected)) {
        if (!names.has(instance)) continue;
        for (const { release, reason } of rejections) {
          const key = JSON.stringify([release, reason]);
          const known = rejected.get(key);
          if (known === undefined) rejected.set(key, { release, reason, machines: [machine] });
          else known.machines.push(machine);
        }
      }
      if (Object.keys(ledger.incomplete).some((instance) => names.has(instance))) incomplete.push(machine);
    }
    return {
      service: service.service,
      ready: service.ready,
      wanted: service.wanted,
      health: service.health,
      releases: [...new Set(service.instances.flatMap(({ release }) => (release === null ? [] : [release])))],
      rejected: [...rejected.values()],
      incomplete,
    };
  });
}

export function rolloutLines(rollouts: readonly RolloutLine[]): readonly Line[] {
  return headed(
    ['NAME', 'READY', 'RELEASE', 'HEALTH', 'REJECTED', 'PUT-BACK'],
    rollouts.map((one) => [
      [one.service],
      [`${one.ready}/${one.wanted}`],
      [one.releases.map(shortHash).join(', ')],
      [healthSpan(one.health)],
      [one.rejected.map(({ release, reason }) => `${shortHash(release)}: ${reason}`).join('; ')],
      [one.incomplete.length === 0 ? '' : text('cli.rollout.owed', { machines: ranges(one.incomplete) })],
    ]),
  );
}
