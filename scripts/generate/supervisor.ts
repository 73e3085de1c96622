import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GeneratedFile, generatedFrom } from './generated-file.ts';

const source = 'reconciler/backends/process/supervisor';

/** The parts of the supervisor, in the order of their names, as one program without comments. */
export async function generateSupervisor(root: string): Promise<readonly GeneratedFile[]> {
  const names = readdirSync(join(root, source))
    .filter((name) => name.endsWith('.sh'))
    .sort();
  const program = names
    .map((name) => withoutComments(readFileSync(join(root, source, name), 'utf8')))
    .join('');
  return [
    {
      path: 'reconciler/backends/process/generated/supervisor.ts',
      text: `${generatedFrom(`${source}/*.sh`)}export const supervisor = ${templateOf(program)};\n`,
    },
  ];
}

/** Whole-line comments and indentation; no part holds a here-document or a literal that spans lines and begins so. */
function withoutComments(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimStart())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => `${line}\n`)
    .join('');
}

function templateOf(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, (special) => `\\${special}`)}\``;
}
