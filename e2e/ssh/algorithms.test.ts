import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unmet } from '../needs.ts';
import { openSsh, outcome } from '../support/ssh-machine.ts';
import { startSshd } from '../support/sshd.ts';
import { batch } from '../transports/lines.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'sshd']);

describe.skipIf(lacks !== null)('an sshd', () => {
  it.each([
    ['that takes ChaCha20 only', ['Ciphers chacha20-poly1305@openssh.com']],
    [
      'that takes AES-GCM only, and changes keys all the time',
      ['Ciphers aes256-gcm@openssh.com', 'RekeyLimit 256K'],
    ],
    ['that takes nothing but CTR and a MAC', ['Ciphers aes256-ctr', 'MACs hmac-sha2-512-etm@openssh.com']],
    ['that exchanges keys by nistp only', ['KexAlgorithms ecdh-sha2-nistp256']],
  ])('%s carries megabytes unchanged, both ways', async (_, config) => {
    await using sshd = await startSshd({ config });
    await using session = await openSsh(sshd);
    const bytes = randomBytes(1_000_000);
    const path = sshd.at('big');
    const sent = await session.mutate(
      batch(
        'b1',
        { lease: 0, epoch: 0, sequence: 1 },
        { kind: 'put', path, content: { bytes }, mode: '0600' },
      ),
    );
    expect(sent).toMatchObject({ kind: 'ended', results: [{ kind: 'done' }] });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    const [read] = await session.read([{ kind: 'read', path, maxBytes: 4_000_000 }]);
    expect(read?.kind === 'file' && bytes.equals(read.content)).toBe(true);
  });

  it.each([
    ['KexAlgorithms diffie-hellman-group14-sha1'],
    ['KexAlgorithms diffie-hellman-group-exchange-sha256'],
    ['Ciphers aes128-cbc'],
  ])('that offers only what is weak or slow is not spoken with: %s', async (line) => {
    await using sshd = await startSshd({ config: [line] });
    expect(await outcome(openSsh(sshd))).toBe('transport.handshake');
  });
});
