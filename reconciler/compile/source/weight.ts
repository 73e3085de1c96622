const heavy = new Set([...'[]{},:&*!?|>%#-.="\'\n'].map((character) => character.charCodeAt(0)));

/**
 * How much a parser has to do for a text: the characters that begin or end something. It is looked at before parsing,
 * as some texts of a megabyte take a parser half a minute.
 */
export function weightOf(text: string): number {
  let weight = 0;
  for (let index = 0; index < text.length; index++) if (heavy.has(text.charCodeAt(index))) weight++;
  return weight;
}
