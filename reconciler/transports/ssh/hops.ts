import type { Connection } from './connection.ts';

/**
 * Connections to machines that others are reached over: one for all who go the same way, for as long as one of them
 * needs it. Forwarded connections do not count against MaxSessions (sshd_config(5)).
 */
export class Hops {
  readonly #open = new Map<string, Hop>();

  /** The caller gives it back with what it is given. */
  async take(way: string, reach: () => Promise<Taken>): Promise<Taken> {
    const hop = this.#open.get(way) ?? this.#begin(way, reach);
    hop.users += 1;
    const give = async (): Promise<void> => {
      hop.users -= 1;
      if (hop.users > 0) return;
      this.#forget(way, hop);
      await (await hop.reached).give();
    };
    try {
      return { connection: (await hop.reached).connection, give };
    } catch (error) {
      hop.users -= 1;
      throw error;
    }
  }

  #begin(way: string, reach: () => Promise<Taken>): Hop {
    const hop: Hop = { reached: reach(), users: 0 };
    this.#open.set(way, hop);
    // One that failed or is lost is not offered again.
    hop.reached.then(
      ({ connection }) => void connection.ended.then(() => this.#forget(way, hop)),
      () => this.#forget(way, hop),
    );
    return hop;
  }

  #forget(way: string, hop: Hop): void {
    if (this.#open.get(way) === hop) this.#open.delete(way);
  }
}

/** A connection that is given back, not closed: others may use what is below it. */
export interface Taken {
  readonly connection: Connection;
  give(): Promise<void>;
}

interface Hop {
  readonly reached: Promise<Taken>;
  users: number;
}
