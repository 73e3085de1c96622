import { randomBytes } from 'node:crypto';
import type { ClientChannel } from 'ssh2';
import { ProvctlError } from '../../model/error.ts';
import type { Secret } from '../../model/secret.ts';

/** How a program is started as root by sudo(8), once for a whole session. */
export interface Become {
  readonly command: string;
  /** Settles when the program runs; until then nothing else may be written. */
  begin(channel: ClientChannel): Promise<void>;
}

/**
 * sudo asks with a prompt that nobody else can print, and only then gets the password, once: sent sooner it would reach
 * the program where no password is needed, and a second attempt may lock the account. What it starts is short, because
 * sudo logs it; the program follows line by line, which `read` takes without reading ahead.
 */
export function becomeRoot(
  machine: string,
  program: string,
  password: Secret | null,
  timeoutMs: number,
): Become {
  const mark = `provctl-${randomBytes(8).toString('hex')}`;
  const prompt = `[${mark}]`;
  const boot = `echo ${mark};p=;while IFS= read -r l&&[ "$l" != ${mark} ];do p="$p$l\n";done;exec sh -c "$p" provctl sh`;
  const asking = password === null ? '-n' : `-S -p '${prompt}'`;
  return {
    command: `cd / && exec sudo -H ${asking} -- sh -c '${boot}'`,
    async begin(channel) {
      await begun(channel, { machine, mark, prompt, password, timeoutMs });
      channel.write(`${program}\n${mark}\n`);
    },
  };
}

interface Asked {
  readonly machine: string;
  readonly mark: string;
  readonly prompt: string;
  readonly password: Secret | null;
  readonly timeoutMs: number;
}

async function begun(channel: ClientChannel, asked: Asked): Promise<void> {
  const { machine, mark, prompt, password, timeoutMs } = asked;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let [said, errors, isGiven] = ['', '', false];
  const hear = (chunk: Buffer): void => {
    said = (said + chunk.toString('latin1')).slice(-maxHeardLength);
    if (said.includes(`${mark}\n`)) resolve();
  };
  const hearErrors = (chunk: Buffer): void => {
    errors = (errors + chunk.toString('utf8')).slice(-maxHeardLength);
    if (!errors.includes(prompt)) return;
    errors = errors.replace(prompt, '');
    if (isGiven || password === null) reject(new ProvctlError('transport.become-password', { machine }));
    else channel.write(`${password.reveal()}\n`);
    isGiven = true;
  };
  const hearEnd = (): void => {
    const detail = errors.trim().split('\n').at(-1) ?? '';
    const isMissing = password === null && /^sudo: .*password/.test(detail);
    const kind = isMissing ? 'transport.become-password' : 'transport.become';
    reject(new ProvctlError(kind, { machine, detail: detail.slice(0, 200) }));
  };
  const timer = setTimeout(
    () => reject(new ProvctlError('transport.timeout', { machine, step: 'become', timeoutMs })),
    timeoutMs,
  );
  channel.on('data', hear).on('close', hearEnd);
  channel.stderr.on('data', hearErrors);
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    channel.off('data', hear).off('close', hearEnd).pause();
    channel.stderr.off('data', hearErrors);
  }
}

const maxHeardLength = 4096;
