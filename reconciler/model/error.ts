/** Facts an error carries: what was tried, on what, what was found. Never a secret. */
export type ErrorContext = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The one error class. `kind` is a key of the message catalogue (`[error.KIND]`), so the edge can say it in the
 * reader's language; `context` fills its placeholders; `source` is the error underneath, if there was one.
 */
export class ProvctlError extends Error {
  override readonly name = 'ProvctlError';
  readonly kind: string;
  readonly context: ErrorContext;
  readonly source: unknown;

  constructor(kind: string, context: ErrorContext = {}, source?: unknown) {
    const facts = Object.entries(context)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => `${key} ${JSON.stringify(value)}`);
    super(facts.length === 0 ? kind : `${kind}: ${facts.join(', ')}`);
    this.kind = kind;
    this.context = context;
    this.source = source;
  }
}
