import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isMap, parseAllDocuments } from 'yaml';
import { root } from '../step.ts';

export function copyExample(folder: string): void {
  cpSync(join(root, 'examples/desired-state'), folder, { recursive: true });
}

/** Sets one field of a service, as a person with an editor would; comments and everything else stay. */
export function setField(folder: string, service: string, path: readonly string[], value: unknown): void {
  editDocuments(folder, isService(service), (document) => {
    document.setIn(['spec', ...path], document.createNode(value));
    return [document];
  });
}

export function setVariable(folder: string, name: string, value: string): void {
  editDocuments(
    folder,
    (document) => document.get('kind') === 'Stack',
    (document) => {
      document.setIn(['spec', 'vars', name], value);
      return [document];
    },
  );
}

export function removeService(folder: string, service: string): void {
  editDocuments(folder, isService(service), () => []);
}

type Test = (document: Document) => boolean;

/** The edit gives what takes the place of the first document that is meant. */
function editDocuments(
  folder: string,
  isMeant: Test,
  edit: (document: Document) => readonly Document[],
): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!/\.ya?ml$/.test(name) || name.startsWith('.git/')) continue;
    const file = join(folder, name);
    const documents = [...parseAllDocuments(readFileSync(file, 'utf8'))] as Document[];
    if (!documents.some((document) => isMap(document.contents) && isMeant(document))) continue;
    const edited = documents.flatMap((document) => (isMeant(document) ? edit(document) : [document]));
    if (edited.length === 0) rmSync(file);
    else writeFileSync(file, edited.map((document) => document.toString({ lineWidth: 0 })).join(''));
    return;
  }
  throw new Error('the example has no such document');
}

function isService(name: string): Test {
  return (document) => document.get('kind') === 'Service' && document.getIn(['metadata', 'name']) === name;
}
