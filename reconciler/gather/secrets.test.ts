import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecretConfiguration } from '../config/configuration.ts';
import { gatherSecrets } from './secrets.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'provctl-secrets-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const byDefault: SecretConfiguration = { provider: 'environment', sources: {} };

function fromFile(content: string | Uint8Array, mode = 0o600): SecretConfiguration {
  const path = join(directory, 'db');
  writeFileSync(path, content);
  chmodSync(path, mode);
  return { provider: 'none', sources: { db: { kind: 'file', path } } };
}

describe('secrets', () => {
  it('come from PROVCTL_SECRET_<NAME> when nothing else is said', async () => {
    const secrets = await gatherSecrets(['db-password'], byDefault, {
      PROVCTL_SECRET_DB_PASSWORD: 'hunter2',
    });
    expect(secrets.get('db-password')?.reveal()).toBe('hunter2');
    expect(inspect(secrets) + JSON.stringify([...secrets])).not.toContain('hunter2');
  });

  it('come from the variable that the configuration names', async () => {
    const sources = { db: { kind: 'environment', variable: 'DB' } } as const;
    const secrets = await gatherSecrets(['db'], { provider: 'none', sources }, { DB: ' a b\n' });
    expect(secrets.get('db')?.reveal()).toBe(' a b\n');
  });

  it.each(['hunter2', 'hunter2\n', 'hunter2\r\n'])(
    'come from a file without its last newline: %j',
    async (text) => {
      const secrets = await gatherSecrets(['db'], fromFile(text), {});
      expect(secrets.get('db')?.reveal()).toBe('hunter2');
    },
  );

  it('are all named when they are missing, with where they were looked for', async () => {
    const sources = { b: { kind: 'file', path: join(directory, 'none') } } as const;
    const gathering = gatherSecrets(['a', 'b', 'c'], { ...byDefault, sources }, { PROVCTL_SECRET_A: '' });
    await expect(gathering).rejects.toMatchObject({
      kind: 'secrets.missing',
      context: { count: 3, names: `a ($PROVCTL_SECRET_A), b (${directory}/none), c ($PROVCTL_SECRET_C)` },
    });
  });

  it('are never looked up in the prototype', async () => {
    await expect(gatherSecrets(['constructor'], { provider: 'none', sources: {} }, {})).rejects.toMatchObject(
      {
        kind: 'secrets.missing',
      },
    );
  });

  it.each([
    ['open-to-all', 'hunter2', 0o604],
    ['not-text', Uint8Array.of(0xff, 0xfe), 0o600],
    ['not-text', 'hunter2\0', 0o640],
    ['too-large', 'hunter2'.repeat(10_000), 0o600],
  ])('that are %s are refused, and the error does not tell them', async (kind, content, mode) => {
    const error = await gatherSecrets(['db'], fromFile(content, mode), {}).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: `secrets.${kind}` });
    expect(inspect(error)).not.toContain('hunter2');
  });

  it('that are a directory are refused', async () => {
    const sources = { db: { kind: 'file', path: directory } } as const;
    await expect(gatherSecrets(['db'], { provider: 'none', sources }, {})).rejects.toMatchObject({
      kind: 'secrets.not-a-file',
    });
  });
});
