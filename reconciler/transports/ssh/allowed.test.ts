import { describe, expect, it } from 'vitest';
import { allowedAmong } from './allowed.ts';

describe('a connection is allowed', () => {
  it.each([
    ['anywhere, where nobody says otherwise', null, 'web.example', ['192.0.2.1'], ['192.0.2.1']],
    ['to an address of a network', ['10.0.0.0/8'], '10.1.2.3', ['10.1.2.3'], ['10.1.2.3']],
    ['to no other address', ['10.0.0.0/8'], '11.0.0.1', ['11.0.0.1'], []],
    ['to one address', ['10.0.0.1'], '10.0.0.1', ['10.0.0.1'], ['10.0.0.1']],
    ['to an IPv6 network', ['2001:db8::/32'], 'w', ['2001:db8::1', '2001:db9::1'], ['2001:db8::1']],
    ['by the address behind a name', ['10.0.0.0/8'], 'web.example', ['10.0.0.1', '192.0.2.1'], ['10.0.0.1']],
    ['by the name, wherever it leads', ['*.example'], 'web.example', ['192.0.2.1'], ['192.0.2.1']],
    ['by no other name', ['*.example'], 'web.example.org', ['192.0.2.1'], []],
    ['not where the name is taken away', ['*.example', '!db.example'], 'db.example', ['192.0.2.1'], []],
    [
      'not where the address is taken away',
      ['10.0.0.0/8', '!10.0.0.9'],
      'web',
      ['10.0.0.9', '10.0.0.8'],
      ['10.0.0.8'],
    ],
    ['not because of a negation alone', ['!db.example'], 'web.example', ['192.0.2.1'], []],
    ['not by a network where the name is looked up elsewhere', ['10.0.0.0/8'], 'web', ['web'], []],
    ['not to a mapped address of another network', ['10.0.0.0/8'], 'web', ['::ffff:192.0.2.1'], []],
  ] as const)('%s', (_, allow, name, addresses, expected) => {
    expect(allowedAmong(allow, name, addresses)).toEqual(expected);
  });
});
