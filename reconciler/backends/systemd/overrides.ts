import type { Properties } from './state.ts';

/** Where an adopted unit carries our mark. */
export function dropInPath(unitPath: string): string {
  return `${unitPath}.d/50-provctl.conf`;
}

/** What the distribution ships for all services is part of the machine, not an override of this one. */
const vendor = /^\/(usr\/)?(local\/)?lib\/|^\/run\/systemd\/generator/;

/** Drop-ins that change this unit and are not ours, loaded or lying there, sorted. */
export function foreignDropIns(
  unitPath: string,
  shown: Properties,
  lying: ReadonlySet<string>,
  adopted: boolean,
): readonly string[] {
  const own = dropInPath(unitPath);
  const beside = [...lying].filter((path) => path.startsWith(`${unitPath}.d/`));
  const all = new Set([...words(shown.get('DropInPaths')), ...beside]);
  return [...all]
    .filter((path) => !vendor.test(path) && !path.includes('/service.d/') && !(adopted && path === own))
    .sort();
}

/** A list property: words apart by spaces. */
export function words(value: string | undefined): readonly string[] {
  return (value ?? '').split(' ').filter((word) => word !== '');
}
