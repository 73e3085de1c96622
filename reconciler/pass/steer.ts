import type { SourceRequest } from '../fetch/source.ts';
import { ProvctlError } from '../model/error.ts';
import type { Ledger } from '../model/ledger.ts';
import { withoutHold, withoutRejections } from '../model/ledger-change.ts';
import type { Observed } from '../model/observed.ts';
import { takeLeases } from './leases.ts';
import { ledgerBook } from './ledger-book.ts';
import { restoredMachines } from './restored.ts';
import { runJournal } from './run-journal.ts';
import { look, openValidScene, type Scene } from './scene.ts';
import { shipping } from './shipping.ts';
import type { World } from './world.ts';

/** Lets the loop have the services again; what they should be is for the next apply. */
export function unhold(
  world: World,
  request: SourceRequest,
  services: readonly string[],
): Promise<readonly string[]> {
  return changeLedgers(world, request, 'unhold', services, (ledger, service) =>
    service in ledger.holds ? withoutHold(ledger, service) : ledger,
  );
}

/** Forgets that releases of these services were rejected, so the next apply tries them again. */
export function retry(
  world: World,
  request: SourceRequest,
  services: readonly string[],
): Promise<readonly string[]> {
  return changeLedgers(world, request, 'retry', services, (ledger, service) =>
    Object.keys(ledger.rejected)
      .filter((instance) => instance === service || instance.startsWith(`${service}@`))
      .reduce(withoutRejections, ledger),
  );
}

type Change = (ledger: Ledger, service: string) => Ledger;

/** @returns `machine/service` of everything that was changed; each is journalled as an act of the operator. */
async function changeLedgers(
  world: World,
  request: SourceRequest,
  verb: string,
  services: readonly string[],
  change: Change,
): Promise<readonly string[]> {
  await using scene = await openValidScene(world, request);
  refuseUnknown(scene, services);
  const observed = await look(world, scene);
  await refuseRestored(world, scene, observed);
  const ledgers = ledgerBook(observed);
  const seen = observed.machines
    .filter((machine) => machine.kind === 'seen')
    .map((machine) => machine.machine);
  const changed: { readonly machine: string; readonly service: string }[] = [];
  for (const machine of seen) {
    for (const service of services) {
      const names = [service, ...formerNames(scene, service)];
      if (names.reduce(change, ledgers.of(machine)) === ledgers.of(machine)) continue;
      ledgers.change(machine, (ledger) => names.reduce(change, ledger));
      changed.push({ machine, service });
    }
  }
  const machines = [...new Set(changed.map((one) => one.machine))];
  await using leases = await takeLeases(world, scene.lines, scene.desired.stack.ownerId, machines, observed);
  const journal = await runJournal(world, scene.desired.stack.name, scene.fetched.tree.source.commit);
  const ship = shipping(world, scene, leases, ledgers, journal);
  for (const one of changed)
    await journal.say({ kind: 'act', verb, target: `${one.machine}/${one.service}`, reason: '' });
  for (const machine of machines) await ship.writeLedger(machine);
  return changed.map((one) => `${one.machine}/${one.service}`);
}

function formerNames(scene: Scene, service: string): ReadonlySet<string> {
  const same = scene.desired.instances.filter(({ definition }) => definition.service === service);
  return new Set(same.flatMap(({ renamedFrom }) => renamedFrom));
}

/** Writing to a ledger that went back in time would make it look like the newest one. */
async function refuseRestored(world: World, scene: Scene, observed: Observed): Promise<void> {
  const [restored] = await restoredMachines(world, scene.desired.stack.name, observed);
  if (restored !== undefined) throw new ProvctlError('denied.restored-ledger', { machine: restored.machine });
}

function refuseUnknown(scene: Scene, services: readonly string[]): void {
  const known = new Set(scene.desired.instances.map((instance) => instance.definition.service));
  const unknown = services.find((service) => !known.has(service));
  if (unknown !== undefined)
    throw new ProvctlError('service.unknown', { service: unknown, known: [...known].sort().join(', ') });
}
