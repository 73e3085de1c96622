/**
 * What a terminal would obey or a reader be deceived by: C0 and C1 controls, line separators, bidirectional controls
 * (CVE-2021-42574), invisible tag and zero-width characters, lone surrogates. Tab stays: it only moves to the right.
 */
const unsafe =
  /[\x00-\x08\n-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Surrogate}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\x1b': '\\e', '\0': '\\0' };

/** One line for a terminal: whatever is unsafe is shown, never sent. */
export function escapeLine(text: string): string {
  return text.replace(unsafe, (character) => named[character] ?? codePoint(character));
}

/** Inside JSON strings the same characters have an escape that means just them. */
export function escapeJson(json: string): string {
  return json.replace(unsafe, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()].map((at) => unit(character, at)).join(''),
  );
}

/** Inside YAML's double quotes; other than JSON it has one escape for what lies beyond U+FFFF. */
export function escapeYaml(yaml: string): string {
  return yaml.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\n') return character;
    return code <= 0xffff ? unit(character, 0) : `\\U${code.toString(16).padStart(8, '0')}`;
  });
}

export function isUnsafe(text: string): boolean {
  return text.search(unsafe) !== -1;
}

function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

function unit(character: string, at: number): string {
  return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
