import { describe, expect, it } from 'vitest';
import { defaultsModule } from './defaults.ts';

describe('defaultsModule', () => {
  it('keeps the reason as the comment of the constant', () => {
    expect(defaultsModule('[fetch]\n# Because of this\n# and that.\nmax_file_bytes = 10\n')).toContain(
      '  fetch: {\n    /** Because of this and that. */\n    maxFileBytes: 10,\n  },',
    );
  });

  it('refuses a number without a unit', () => {
    expect(() => defaultsModule('[fetch]\n# Why.\nmax_file = 10\n')).toThrow('fetch.max_file');
  });

  it('refuses a tunable that does not say why', () => {
    expect(() => defaultsModule('[fetch]\n# Why.\na_ms = 1\nb_ms = 10\n')).toThrow('fetch.b_ms');
  });
});
