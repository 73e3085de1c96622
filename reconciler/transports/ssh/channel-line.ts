import { Writable } from 'node:stream';
import type { ClientChannel } from 'ssh2';
import { defaults } from '../../config/generated/defaults.ts';
import type { Line } from '../line.ts';

/** What is below the channel. */
interface Carrier {
  /** Why it ended, when it did not end as it should; empty otherwise. */
  readonly failure: string;
  readonly ended: Promise<void>;
  destroy(): void;
}

/** A channel on which a runner was started, as a line to it. */
export function channelLine(channel: ClientChannel, carrier: Carrier): Line {
  let errors = '';
  let how: string | null = null;
  channel.stderr.on('data', (chunk: Buffer) => {
    if (errors.length < maxErrorLength) errors += chunk.toString('utf8');
  });
  channel.on('exit', (code: number | null, signal?: string) => {
    how = code === null ? (signal ?? 'signal') : `exit ${code}`;
  });
  const { promise: closed, resolve } = Promise.withResolvers<string>();
  const settle = () => resolve([how ?? (carrier.failure || 'closed'), ...firstLine(errors)].join(': '));
  // The channel closes only after everything was read from it.
  channel.on('close', settle);
  void carrier.ended.then(settle);
  let isClosed = false;
  return {
    stdin: gathering(channel),
    stdout: channel,
    closed,
    close() {
      if (isClosed) return;
      isClosed = true;
      end(channel);
      const timer = setTimeout(() => {
        settle();
        carrier.destroy();
      }, defaults.transports.closeGraceMs);
      void closed.then(() => clearTimeout(timer));
    },
  };
}

const maxErrorLength = 1024;

function firstLine(text: string): readonly string[] {
  const [line = ''] = text.trim().split('\n');
  return line === '' ? [] : [line.slice(0, 200)];
}

/** TERM lets the runner end its command; sshd itself ends nothing when a channel without a terminal closes. */
function end(channel: ClientChannel): void {
  channel.signal('TERM');
  channel.close();
  channel.resume();
}

/**
 * The channel's input. What was corked goes as one packet where it is small: each packet costs a cipher call and a
 * write of the socket. What is written after the end is dropped, where the channel itself would never call back.
 */
function gathering(channel: ClientChannel): Writable {
  const send = (bytes: Buffer, done: () => void): void => {
    if (!channel.writable || channel.write(bytes)) done();
    else channel.once('drain', done);
  };
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => send(chunk, done),
    writev(chunks, done) {
      const size = chunks.reduce((sum, { chunk }) => sum + chunk.length, 0);
      if (size <= packetBytes) return send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
      const next = (at: number): void => {
        const one = chunks[at];
        if (one === undefined) done();
        else send(one.chunk, () => next(at + 1));
      };
      return next(0);
    },
    final(done) {
      channel.end();
      done();
    },
  });
}

/** RFC 4254 §5.2 packets of OpenSSH and ssh2. */
const packetBytes = 32_768;
