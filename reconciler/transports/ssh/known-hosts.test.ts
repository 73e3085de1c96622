import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint, type HostKey, hostKeyOf } from './host-key.ts';
import { hostKeyVerdict, hostName, knownKeyTypes, parseKnownHosts } from './known-hosts.ts';

function keyOf(type: string, seed: string): HostKey {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return { type, blob: Buffer.concat([length, Buffer.from(type), Buffer.from(seed)]) };
}

const key = keyOf('ssh-ed25519', 'one');
const other = keyOf('ssh-ed25519', 'two');
const rsa = keyOf('ssh-rsa', 'three');

function line(hosts: string, of: HostKey = key, comment = ''): string {
  return `${hosts} ${of.type} ${of.blob.toString('base64')}${comment}\n`;
}

function hashed(name: string, salt = 'saltsaltsaltsaltsalt'): string {
  const hash = createHmac('sha1', Buffer.from(salt)).update(name).digest('base64');
  return `|1|${Buffer.from(salt).toString('base64')}|${hash}`;
}

function verdict(text: string, host = 'web.example', port = 22, shown = key): string {
  return hostKeyVerdict([parseKnownHosts(text, 'f')], host, port, shown).kind;
}

describe('a host is trusted by its key', () => {
  it.each([
    ['by name', line('web.example'), 'web.example', 22],
    ['by one name of several', line('a,web.example,10.0.0.1'), 'web.example', 22],
    ['by address', line('web.example,10.0.0.1'), '10.0.0.1', 22],
    ['whatever the case', line('Web.Example'), 'wEB.example', 22],
    ['by a wildcard', line('*.example'), 'web.example', 22],
    ['by a question mark', line('we?.example'), 'web.example', 22],
    ['by name and port', line('[web.example]:2222'), 'web.example', 2222],
    ['by a wildcard and port', line('[*.example]:2222'), 'web.example', 2222],
    ['on another port, by name alone', line('web.example'), 'web.example', 2222],
    ['by the hash of its name', line(hashed('web.example')), 'web.example', 22],
    ['by the hash of name and port', line(hashed('[web.example]:2222')), 'web.example', 2222],
    ['by IPv6 address', line('2001:db8::1'), '2001:DB8::1', 22],
    ['with a comment', line('web.example', key, ' root@web'), 'web.example', 22],
    ['with tabs and blanks', `\t web.example\t${line('').trim()}\r\n`, 'web.example', 22],
    ['by its second key', line('web.example', rsa) + line('web.example'), 'web.example', 22],
    ['beside another host', line('db.example', other) + line('web.example'), 'web.example', 22],
  ])('%s', (_, text, host, port) => {
    expect(verdict(text, host, port)).toBe('trusted');
  });

  it('and the line that says so is named', () => {
    const lines = parseKnownHosts(`# mine\n\n${line('web.example')}`, '/k');
    expect(hostKeyVerdict([lines], 'web.example', 22, key)).toEqual({ kind: 'trusted', place: '/k:3' });
  });
});

describe('a host is unknown', () => {
  it.each([
    ['when nobody wrote it down', ''],
    ['when only others are there', line('db.example') + line(hashed('db.example'))],
    ['when a negation takes it away', line('*.example,!web.example')],
    ['when a negation comes first', line('!web.example,*.example')],
    ['when only another port is known', line('[web.example]:2222')],
    ['when only its authority takes another name', `@cert-authority ${line('*.org')}`],
    ['when its line is commented out', `#${line('web.example')}`],
    ['when its marker is not one', `@trusted ${line('web.example')}`],
    ['when the key is not of its type', line('web.example').replace('ssh-ed25519', 'ssh-rsa')],
    ['when the key is cut off', line('web.example').slice(0, -30)],
    ['when a hash is not whole', line(hashed('web.example').slice(0, -4))],
    ['when a hash stands in a list', line(`${hashed('web.example')},x`)],
    ['when the line is of protocol 1', 'web.example 1024 35 1234567890\n'],
  ])('%s', (_, text) => {
    expect(verdict(text)).toBe('unknown');
  });

  it('on another port, whatever key its name alone has', () => {
    expect(verdict(line('web.example', other), 'web.example', 2222)).toBe('unknown');
  });
});

describe('a host that shows another key', () => {
  it('is changed, and what is known of it is told', () => {
    const lines = parseKnownHosts(line('web.example', other) + line('web.example', rsa), 'f');
    expect(hostKeyVerdict([lines], 'web.example', 22, key)).toEqual({
      kind: 'changed',
      known: [
        { type: 'ssh-ed25519', fingerprint: fingerprint(other), place: 'f:1' },
        { type: 'ssh-rsa', fingerprint: fingerprint(rsa), place: 'f:2' },
      ],
    });
  });

  it('is changed when the new key is of another type', () => {
    expect(verdict(line('web.example', rsa))).toBe('changed');
  });

  it('is revoked wherever the revocation stands', () => {
    for (const text of [
      `${line('web.example')}@revoked ${line('*')}`,
      `@revoked\t${line('web.example')}${line('web.example')}`,
      `@revoked ${line(hashed('web.example'))}${line('web.example')}`,
    ])
      expect(verdict(text)).toBe('revoked');
    expect(verdict(`@revoked ${line('*', other)}${line('web.example')}`)).toBe('trusted');
    expect(verdict(`@revoked ${line('web.example')}`, 'web.example', 2222)).toBe('revoked');
  });

  it('needs a certificate where only an authority is known', () => {
    const text = `@cert-authority ${line('*.example', other)}`;
    expect(verdict(text)).toBe('authority');
    expect(verdict(text + line('web.example'))).toBe('trusted');
    expect(verdict(text + line('web.example', rsa))).toBe('changed');
  });
});

it('fingerprints are those of ssh-keygen', () => {
  const blob = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  const github = hostKeyOf(Buffer.from(blob, 'base64'));
  expect(github?.type).toBe('ssh-ed25519');
  expect(github === null ? '' : fingerprint(github)).toBe(
    'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
  );
});

it('types of known keys come in the order of the files', () => {
  const text = `${line('web.example', rsa) + line('*.example')}@revoked ${line('*', other)}`;
  expect(knownKeyTypes([parseKnownHosts(text, 'f')], 'web.example', 22)).toEqual(['ssh-rsa', 'ssh-ed25519']);
});

describe('whatever the files hold', () => {
  const noise = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      line('web.example'),
      `@revoked ${line('x')}`,
      '|1||',
      '@cert-authority',
      '!*',
      '*'.repeat(50),
    ),
  );

  it('a verdict comes, and noise trusts nobody', () => {
    fc.assert(
      fc.property(fc.array(noise), (parts) => {
        const text = parts.filter((part) => !part.includes(key.blob.toString('base64'))).join('\n');
        expect(['unknown', 'changed']).toContain(verdict(text, 'web.example', 22, key));
      }),
    );
  });

  it('noise around it hides no line', () => {
    fc.assert(
      fc.property(fc.array(noise), fc.array(noise), (before, after) => {
        const text = [...before, line('web.example').trim(), ...after].join('\n');
        expect(verdict(text)).toBe('trusted');
      }),
    );
  });

  it('many stars take no time', () => {
    const text = line(`${'*a'.repeat(2000)}b`);
    expect(verdict(text, 'a'.repeat(5000))).toBe('unknown');
  });

  it('a name on a port is never that of another', () => {
    const host = fc.stringMatching(/^[a-z0-9.:-]{1,20}$/);
    const port = fc.integer({ min: 1, max: 65_535 });
    fc.assert(
      fc.property(host, port, host, port, (a, p, b, q) => {
        fc.pre(a !== b || p !== q);
        expect(hostName(a, p)).not.toBe(hostName(b, q));
      }),
    );
  });
});
