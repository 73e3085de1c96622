import { defaults } from '../config/generated/defaults.ts';
import type { MachineFacts } from '../model/observed.ts';
import { type Answer, Unexpected, whole } from './answer.ts';
import { EndOfBytes, TooLong } from './byte-source.ts';

/** The first answer: what the machine says of itself. */
export async function helloAnswer(answer: Answer): Promise<MachineFacts> {
  const [kind, ...more] = await greeting(answer);
  if (kind !== 'hello' || more.length > 0) throw new Unexpected('not-a-greeting');
  const values = await answer.strings(13);
  const [machineId = '', bootId = '', kernel = '', hostname = '', uid, user = '', home = ''] = values;
  const [uptimeMs, systemdVersion, userManager, launchd, crontab, stateRoot = ''] = values.slice(7);
  if (machineId === '' || bootId === '' || !stateRoot.startsWith('/')) throw new Unexpected('no-identity');
  return {
    machineId,
    bootId,
    kernel,
    hostname,
    uid: whole(uid),
    user,
    home,
    uptimeMs: whole(uptimeMs),
    systemdVersion: whole(systemdVersion),
    userManager: userManager === '1',
    launchd: launchd === '1',
    crontab: crontab === '1',
    stateRoot,
  };
}

/**
 * A login shell's start-up files may print before the runner begins, and only who knows the nonce can tell that from
 * a greeting. When nothing comes after it, it is the reason why (`This account is not available`).
 */
async function greeting(answer: Answer): Promise<readonly string[]> {
  let printed = 0;
  let last = '';
  try {
    while (printed <= defaults.transports.greetingMaxBytes) {
      const line = await answer.lineText();
      const words = answer.begunWithin(line);
      if (words !== null) return words;
      printed += Buffer.byteLength(line) + 1;
      last = line.trim() || last;
    }
  } catch (error) {
    throw error instanceof EndOfBytes ? new EndOfBytes(last.slice(0, 200)) : error;
  }
  throw new TooLong('greeting');
}
