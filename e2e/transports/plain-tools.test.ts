import { describe, expect, it } from 'vitest';
import { runner } from '../../reconciler/transports/generated/runner.ts';
import { openSession } from '../../reconciler/transports/runner-session.ts';
import { sessionContract } from '../../reconciler/transports/testing/contract/session-contract.ts';
import { isInstalled } from '../../reconciler/transports/testing/shells.ts';
import { reach, runnerProcess } from './lines.ts';

/** What macOS and old systems lack, taken out of the program: setsid, dd's fullblock, sync of files, sha256sum. */
const missing: readonly (readonly [string, string])[] = [
  ['sid=$(command -v setsid)', 'sid='],
  ['iflag=fullblock </dev/null', 'iflag=no-such-flag </dev/null'],
  ['if sync "$tmp/no-such-file" 2>/dev/null', 'if true'],
  ['if command -v sha256sum', 'if false'],
];

describe('a machine with plain tools', () => {
  it('is what the changed program takes it for', () => {
    for (const [tool] of missing) expect(runner).toContain(tool);
  });
});

const plain = missing.reduce((text, [tool, none]) => text.replace(tool, none), runner);
// The sh of macOS; dash puts no command in a group of its own without setsid.
for (const shell of ['bash'].filter(isInstalled))
  sessionContract(`${shell} with plain tools`, (stateRoot) =>
    openSession(
      reach(() => runnerProcess([], shell, plain).line),
      { stateRoot },
    ),
  );
