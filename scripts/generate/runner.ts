import { readFile, writeFile } from 'node:fs/promises';
import { generatedFrom } from './generated-file.ts';

const folder = new URL('../../reconciler/transports/', import.meta.url);

/** In the order in which the shell reads them; the last one is the main program. */
const parts = ['machine', 'commands', 'reads', 'preconditions', 'puts', 'lease', 'batch', 'session'] as const;

/** The parts of the runner as one constant; comments and indentation stay behind, for it is sent with every line. */
export async function generateRunner(): Promise<{ path: string; text: string }[]> {
  const texts = await Promise.all(
    parts.map((part) => readFile(new URL(`runner/${part}.sh`, folder), 'utf8')),
  );
  const program = texts.map(minified).join('');
  const text = [
    generatedFrom('reconciler/transports/runner/*.sh'),
    '/** The program that `sh -c` is given. It keeps its own text in R, to start its executor with. */',
    `export const runner: string = ${JSON.stringify(`R=${quoted(program)};eval "$R"`)};`,
    '',
  ].join('\n');
  return [{ path: 'reconciler/transports/generated/runner.ts', text }];
}

/** No part has a comment, a blank line or an indented line inside a quoted string, but for the awk program. */
function minified(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => `${line}\n`)
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

if (import.meta.main) {
  for (const { path, text } of await generateRunner()) {
    await writeFile(new URL(`../../${path}`, import.meta.url), text);
  }
}
