import type { MachineFacts } from '../model/observed.ts';
import { type Answer, Unexpected, whole } from './answer.ts';

/** The first answer: what the machine says of itself. */
export async function helloAnswer(answer: Answer): Promise<MachineFacts> {
  const [kind, ...more] = await answer.words();
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
