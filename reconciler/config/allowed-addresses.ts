import { isIP } from 'node:net';
import type { TomlTable } from 'smol-toml';
import { ProvctlError } from '../model/error.ts';
import { listOf, malformed, onlyKeys, place, type TomlFile } from './toml-file.ts';

/** `[machines] allow`: networks, addresses and patterns of names that a repository may send us to. */
export function allowedAddresses(file: TomlFile, table: TomlTable): readonly string[] | null {
  onlyKeys(file, ['machines'], table, ['allow']);
  const path = ['machines', 'allow'];
  // An empty list would allow nothing, and an absent one everything: who writes one says what he means.
  if (table['allow'] === undefined) return null;
  return listOf(file, path, table['allow'], (value) => {
    if (typeof value !== 'string') throw malformed(file, path);
    if (isNetwork(value) || /^!?[A-Za-z0-9*?.:_-]+$/.test(value)) return value;
    throw new ProvctlError('config.value-not-address', {
      where: place(file, path),
      key: path.join('.'),
      value,
    });
  });
}

function isNetwork(value: string): boolean {
  const [, address = '', bits = ''] = /^([0-9A-Fa-f.:]+)\/([0-9]{1,3})$/.exec(value) ?? [];
  const family = isIP(address);
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128);
}
