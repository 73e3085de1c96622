/** Newline and tab have a form in every format; other control characters are dropped, or whole lines with them. */
const controlCharacter = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/** systemd takes a text with one of these for broken UTF-8 and drops the line; XML forbids some of them. */
const nonCharacter = /\p{Noncharacter_Code_Point}/u;

/** A longer word cannot be an argument or an environment entry: MAX_ARG_STRLEN of the kernel. */
const wordMaxBytes = 131_071;

export type TextProblem = 'text-control-character' | 'text-not-unicode' | 'text-too-long';

/** The refusal's code where no format could carry this text to a process unchanged; null where one can. */
export function textProblem(text: string): TextProblem | null {
  if (controlCharacter.test(text)) return 'text-control-character';
  if (!text.isWellFormed() || nonCharacter.test(text)) return 'text-not-unicode';
  return Buffer.byteLength(text) > wordMaxBytes ? 'text-too-long' : null;
}
