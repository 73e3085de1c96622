/** A place in a desired-state file; line and column count from 1, `length` in characters of that line. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** Values for the placeholders of a message; lists are joined by the edge. */
export type MessageValues = Readonly<Record<string, string | number | readonly string[]>>;

/** Something wrong in the desired state: as data, so that every reader (human, JSON, SARIF) is served by one list. */
export interface Problem {
  readonly severity: 'error' | 'warning';
  /** Key under `[problem]` in the message catalogue. */
  readonly code: string;
  readonly values: MessageValues;
  readonly at: Place | null;
  /** Further places that belong to it, each with its own short text (`api → web`). */
  readonly related?: readonly { readonly at: Place; readonly text: string }[];
  /** The closest valid spelling, when one is close. */
  readonly suggestion?: string;
}
