import type { Readable, Writable } from 'node:stream';

/** A byte stream to one running runner: a process, or a channel of an SSH connection. */
export interface Line {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Settles, never rejects, when the far end is gone; says how it ended (`exit 1`, `ENOENT`), for errors. */
  readonly closed: Promise<string>;
  /** Ends the reader at once; a detached batch goes on. Calling it again does nothing. */
  close(): void;
}
