import type { Definition } from '../model/definition.ts';
import { definition as definitionShape } from '../model/definition-shape.ts';
import { sha256 } from '../model/digest.ts';
import { canonicalJson } from '../model/json.ts';
import type { Installed, Mark } from '../model/observed.ts';
import type { Precondition } from '../model/operation.ts';

/** How a file format says "comment", and where in it our lines may stand. */
export interface MarkStyle {
  /** Must stand before everything else in this format (an XML declaration); not covered by the digest. */
  readonly preamble: string;
  readonly prefix: string;
  readonly suffix: string;
  /** The two data lines stand after the body, for a reader that should not have to read past them. */
  readonly atEnd: boolean;
  /** Makes a JSON text harmless inside the comment, by JSON's own escapes. */
  escape(json: string): string;
}

export const hashMark: MarkStyle = {
  preamble: '',
  prefix: '# ',
  suffix: '',
  atEnd: false,
  escape: (json) => json,
};

/** `--` ends nothing but is forbidden inside an XML comment (XML 1.0 §2.5). */
export const xmlMark: MarkStyle = {
  preamble: '',
  prefix: '<!-- ',
  suffix: ' -->',
  atEnd: false,
  escape: (json) => json.replaceAll('--', '-\\u002d'),
};

/** What our lines in a file say. */
export interface MarkedFile {
  /** Null: the line is not one that we could have written. */
  readonly mark: Mark | null;
  readonly definition: Definition | null;
  /** The bytes are not those that the mark was written with. */
  readonly edited: boolean;
}

const title = 'Managed by provctl; do not edit. sha256=';
const markKey = 'provctl: ';
const definitionKey = 'provctl-definition: ';

/** A mark longer than this was not written by us; parsing it would only cost memory. */
const longestLine = 1_048_576;

/** A whole file: the line whose digest covers every byte after it, our two data lines, and the body. */
export function markLines(mark: Mark, definition: Definition, body: string, style = hashMark): string {
  const line = (key: string, value: unknown) =>
    `${style.prefix}${key}${style.escape(canonicalJson(value))}${style.suffix}\n`;
  const data = line(markKey, mark) + line(definitionKey, definition);
  const covered = style.atEnd ? body + data : data + body;
  return `${style.preamble}${style.prefix}${title}${sha256(covered)}${style.suffix}\n${covered}`;
}

/** Null when no mark of ours stands where {@link markLines} puts it. Never throws, whatever the content. */
export function readMarked(content: string, style = hashMark): MarkedFile | null {
  const start = `${style.preamble}${style.prefix}${title}`;
  if (!content.startsWith(start)) return null;
  const lineEnd = content.indexOf('\n');
  const header = content.indexOf('\n', start.length);
  if (lineEnd < 0 || header < 0) return { mark: null, definition: null, edited: true };
  const digest = inside(content.slice(start.length, header), '', style.suffix);
  const covered = content.slice(header + 1);
  const [markLine, definitionLine] = dataLines(covered, style);
  const mark = asMark(jsonOf(markLine, markKey, style));
  const definition = asDefinition(jsonOf(definitionLine, definitionKey, style));
  const edited = digest === null || digest !== sha256(covered) || mark === null || definition === null;
  return { mark, definition, edited };
}

/** What an observation found at a path, in the words of the model; `content` null: no such file. */
export function installedOf(
  path: string,
  content: string | null,
  digest: string,
  style = hashMark,
): Installed {
  if (content === null) return { kind: 'absent' };
  const marked = readMarked(content, style);
  // Whose it is can no longer be told, so it is nobody's that we may touch.
  if (marked?.mark == null) return { kind: 'foreign', path, digest, content };
  return {
    kind: 'marked',
    path,
    mark: marked.mark,
    digest,
    edited: marked.edited || digest !== sha256(content),
    definition: marked.definition,
    overrides: [],
    adopted: false,
  };
}

/** At this path still lies what was found there: the precondition of whatever replaces or removes it. */
export function asSeen(path: string, installed: Installed): Precondition {
  return installed.kind === 'absent' || installed.path !== path
    ? { kind: 'absent', path }
    : { kind: 'digest', path, digest: installed.digest };
}

function dataLines(covered: string, style: MarkStyle): readonly [string, string] {
  if (style.atEnd) {
    // Sought, not counted: lines that somebody added behind them make it an edited file of ours, not a foreign one.
    const mark = covered.lastIndexOf(`\n${style.prefix}${markKey}`) + 1;
    const definition = covered.indexOf('\n', mark) + 1;
    const end = covered.indexOf('\n', definition);
    return [
      covered.slice(mark, Math.max(definition - 1, mark)),
      covered.slice(definition, Math.max(end, definition)),
    ];
  }
  const first = covered.indexOf('\n');
  const second = covered.indexOf('\n', first + 1);
  return [covered.slice(0, Math.max(first, 0)), covered.slice(first + 1, Math.max(second, 0))];
}

function inside(line: string, prefix: string, suffix: string): string | null {
  if (!line.startsWith(prefix) || !line.endsWith(suffix)) return null;
  return line.slice(prefix.length, line.length - suffix.length);
}

function jsonOf(line: string, key: string, style: MarkStyle): unknown {
  const json = line.length > longestLine ? null : inside(line, style.prefix + key, style.suffix);
  if (json === null) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

const markTexts = [
  'owner',
  'machineId',
  'path',
  'service',
  'instance',
  'release',
  'specHash',
  'restartHash',
  'reloadHash',
  'commit',
] as const;

function asMark(value: unknown): Mark | null {
  if (!isObject(value)) return null;
  if (!markTexts.every((key) => typeof value[key] === 'string')) return null;
  return typeof value['protected'] === 'boolean' ? (value as unknown as Mark) : null;
}

/** Anybody can compute the digest, so it proves no shape; every reader relies on it. */
function asDefinition(value: unknown): Definition | null {
  try {
    definitionShape(value, '');
    return value as Definition;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
