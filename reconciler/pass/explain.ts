import { describeError } from '../config/text.ts';

/** One line in the reader's language, for results in which an error became data. */
export function explain(error: unknown): string {
  return describeError(error).message;
}
