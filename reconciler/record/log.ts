import { ProvctlError } from '../model/error.ts';
import type { JournalEvent } from '../model/event.ts';

/** Diagnostics for whoever runs provctl unattended; the journal is the record, this is not. */
export interface Log {
  event(event: JournalEvent): void;
  /** Something that went wrong and became data: an unreachable machine, a lost line. */
  trouble(what: string, error: unknown): void;
}

export interface LogOptions {
  readonly level: string;
  readonly file: string;
}

const silent: Log = { event() {}, trouble() {} };

/** Without a file there is no log, and pino is never loaded. */
export async function openLog(options: LogOptions | null): Promise<Log> {
  if (options === null || options.level === 'silent') return silent;
  const { destination, pino } = await import('pino');
  let sink: ReturnType<typeof destination>;
  try {
    sink = destination({ dest: options.file, mkdir: true, mode: 0o600, sync: true });
  } catch (error) {
    throw new ProvctlError('log.unwritable', { file: options.file }, error);
  }
  const logger = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redacted, censor: '(secret)' },
    },
    sink,
  );
  return {
    event({ event, stack, run, sequence, actor }) {
      logger.info({ stack, run, sequence, actor, event }, event.kind);
    },
    trouble(what, error) {
      logger.warn(
        error instanceof ProvctlError
          ? { kind: error.kind, context: error.context }
          : { error: String(error) },
        what,
      );
    },
  };
}

/** No event and no error context carries a secret (DESIGN §3.11); should one ever, these are the names it would have. */
const redacted = [
  '*.password',
  '*.passphrase',
  '*.secret',
  '*.token',
  'context.password',
  'context.passphrase',
  'context.secret',
  'context.token',
];
