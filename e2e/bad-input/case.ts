import type { Files } from '../../reconciler/compile/testdata/tree.ts';

/**
 * A wrong repository in one file: lines that tell the story (`# folder: production` names the desired-state folder),
 * then files after `-- path --`, then what provctl must say after `-- diagnostics --`. After `-- path escaped --`
 * `\xNN` is a byte; `-- path -> target --` is a symbolic link. A case without a Stack gets one.
 */
export interface Case {
  readonly folder: string;
  readonly files: Files;
  /** Everything above the diagnostics, as it is written. */
  readonly head: string;
}

const usualStack = `apiVersion: provctl.dev/v1
kind: Stack
metadata: { name: shop }
spec: { ownerId: shop-test-7f3k2m9q }
`;

export function parseCase(text: string): Case {
  const [head = ''] = text.split('-- diagnostics --\n');
  const folder = /^# folder: (.*)$/m.exec(head)?.[1] ?? '';
  const files: Record<string, Files[string]> = {};
  const [, ...parts] = head.split(/^-- (.+) --\n/m);
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index] ?? '';
    const content = parts[index + 1] ?? '';
    const [path = '', target] = name.split(' -> ');
    if (target !== undefined) files[path] = { link: target };
    else if (name.endsWith(' escaped')) files[name.slice(0, -' escaped'.length)] = unescaped(content);
    else files[path] = content;
  }
  if (!/kind: Stack|kind = "Stack"|^# no stack/m.test(head)) files[join(folder, 'stack.yaml')] = usualStack;
  return { folder, files, head };
}

function join(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

function unescaped(content: string): Uint8Array {
  const bytes = content.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Uint8Array.from(bytes, (character) => character.charCodeAt(0));
}
