import { defaults } from '../config/generated/defaults.ts';
import type { Content, Mutation } from '../model/operation.ts';
import { pathLine, precondition, word } from './words.ts';

type Put = Extract<Mutation, { kind: 'put' }>;
export type PutGroup =
  | { readonly puts: readonly Put[] }
  | { readonly operation: Exclude<Mutation, { kind: 'put' }> };

/**
 * Neighbouring puts that do not look at each other are written, synced and renamed together: some forks for all of
 * them. A put that looks at what an earlier one of the group writes begins the next group.
 */
export function putGroups(operations: readonly Mutation[]): readonly PutGroup[] {
  const groups: PutGroup[] = [];
  let open: Put[] = [];
  let written = new Set<string>();
  const close = () => {
    if (open.length > 0) groups.push({ puts: open });
    open = [];
    written = new Set();
  };
  for (const operation of operations) {
    if (operation.kind !== 'put') {
      close();
      groups.push({ operation });
      continue;
    }
    if (open.length >= defaults.transports.putsPerGroupCount || looksAt(operation, written)) close();
    open.push(operation);
    written.add(operation.path);
  }
  close();
  return groups;
}

function looksAt(put: Put, written: ReadonlySet<string>): boolean {
  if (written.size === 0) return false;
  if (written.has(put.path) || ('file' in put.content && written.has(put.content.file))) return true;
  switch (put.when?.kind) {
    case undefined:
      return false;
    case 'absent':
    case 'digest':
      return written.has(put.when.path);
    case 'process':
    case 'output':
      return true;
  }
}

/** The group's operation text; its contents are appended to the sections that it refers to by number. */
export function putGroup(puts: readonly Put[], sections: Buffer[]): string {
  const attributes = new Map<string, number>();
  const section = sections.length;
  const texts: Buffer[] = [];
  const raws: Buffer[] = [];
  const lines = puts.map((put) => {
    const key = attributesOf(put);
    const attribute = attributes.get(key) ?? attributes.size;
    attributes.set(key, attribute);
    const { source, from } = sourceOf(put.content, section + 1, texts, raws);
    return `${attribute} ${source}\n${pathLine(put.path)}${from}${precondition(put.when)}`;
  });
  sections.push(Buffer.concat(texts), ...raws);
  return `puts ${puts.length} ${section} ${attributes.size}\n${[...attributes.keys()].join('')}${lines.join('')}`;
}

function attributesOf({ mode, owner, group }: Put): string {
  const account = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}\$?$/;
  const names = [
    owner === undefined ? '' : word(owner, account, 'owner'),
    group === undefined ? '' : `:${word(group, account, 'group')}`,
  ];
  return `${word(mode, /^[0-7]{3,4}$/, 'mode')}\n${names.join('')}\n`;
}

function sourceOf(
  content: Content,
  firstRaw: number,
  texts: Buffer[],
  raws: Buffer[],
): { readonly source: string; readonly from: string } {
  if ('file' in content) return { source: 'f', from: pathLine(content.file) };
  const bytes = Buffer.from(content.bytes);
  if (bytes.length > defaults.transports.textMaxBytes || bytes.includes(0)) {
    raws.push(bytes);
    return { source: String(firstRaw + raws.length - 1), from: '' };
  }
  texts.push(textLines(bytes));
  return { source: 't', from: '' };
}

/** `<lines> <1: it ends with a line feed>`, then the lines: awk writes them as they are. */
function textLines(bytes: Buffer): Buffer {
  const endsLine = bytes.at(-1) === 0x0a;
  let lines = bytes.length === 0 || endsLine ? 0 : 1;
  for (const byte of bytes) if (byte === 0x0a) lines += 1;
  const head = Buffer.from(`${lines} ${endsLine ? 1 : 0}\n`);
  return Buffer.concat([head, bytes, Buffer.from(endsLine || lines === 0 ? '' : '\n')]);
}
