import type { Algorithms } from 'ssh2';

/**
 * What is offered, best first. Group exchange blocks the event loop for two seconds; everything with SHA-1, CBC and
 * compression is left out. GCM authenticates by itself; the MACs are for ctr alone, which is offered last.
 */
export function algorithms(knownKeyTypes: readonly string[]): Algorithms {
  return {
    kex: [
      'curve25519-sha256',
      'curve25519-sha256@libssh.org',
      'ecdh-sha2-nistp256',
      'ecdh-sha2-nistp384',
      'ecdh-sha2-nistp521',
    ],
    cipher: [
      'aes128-gcm@openssh.com',
      'aes256-gcm@openssh.com',
      'chacha20-poly1305@openssh.com',
      'aes256-ctr',
    ],
    hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com'],
    compress: ['none'],
    serverHostKey: serverHostKeys(knownKeyTypes),
  };
}

/** Algorithms by the type of key that they prove (RFC 8332 has two for RSA). */
const byKeyType = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
} as const;

type ServerHostKey = (typeof byKeyType)[keyof typeof byKeyType][number];

/** Those of known keys first, else a host that is known by its RSA key alone would show another and look changed. */
function serverHostKeys(knownKeyTypes: readonly string[]): ServerHostKey[] {
  const all = Object.entries(byKeyType);
  const known = all.filter(([type]) => knownKeyTypes.includes(type));
  const others = all.filter(([type]) => !knownKeyTypes.includes(type));
  return [...known, ...others].flatMap(([, names]) => names);
}
