import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, parseAllDocuments } from 'yaml';
import { root } from '../step.ts';

export function copyExample(folder: string): void {
  cpSync(join(root, 'examples/desired-state'), folder, { recursive: true });
}

/** Sets one field of a service, as a person with an editor would; comments and everything else stay. */
export function setField(folder: string, service: string, path: readonly string[], value: unknown): void {
  editDocuments(folder, service, (document) => {
    document.setIn(['spec', ...path], document.createNode(value));
    return [document];
  });
}

export function removeService(folder: string, service: string): void {
  editDocuments(folder, service, () => []);
}

/** The edit gives what takes the document's place. */
function editDocuments(
  folder: string,
  service: string,
  edit: (document: Document) => readonly Document[],
): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.ya?ml$/.test(name)) continue;
    const file = join(folder, name);
    const documents: readonly Document[] = [...parseAllDocuments(readFileSync(file, 'utf8'))] as Document[];
    if (!documents.some((document) => isService(document, service))) continue;
    const edited = documents.flatMap((document) =>
      isService(document, service) ? edit(document) : [document],
    );
    writeFileSync(file, edited.map((document) => document.toString({ lineWidth: 0 })).join(''));
    return;
  }
  throw new Error(`no service "${service}" in the example`);
}

function isService(document: Document, name: string): boolean {
  return (
    isMap(document.contents) &&
    document.get('kind') === 'Service' &&
    document.getIn(['metadata', 'name']) === name
  );
}
