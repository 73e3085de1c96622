import { type ErrorContext, ProvctlError } from '../model/error.ts';

/** Wrong usage: exit 64, with the words of `error.usage.KIND`. */
export function usage(kind: string, context: ErrorContext = {}): ProvctlError {
  return new ProvctlError(`usage.${kind}`, context);
}
