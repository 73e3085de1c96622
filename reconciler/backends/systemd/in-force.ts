import { basename } from 'node:path/posix';
import type { Mark, ObservedInstance } from '../../model/observed.ts';
import type { AdoptionTexts, BackendContext } from '../backend.ts';
import { serviceUnit } from './name.ts';
import { dropInPath } from './overrides.ts';
import { scopeOf } from './scope.ts';
import { markSection } from './unit.ts';

/**
 * What systemd goes by before and after an adoption, file by file as `systemctl cat` prints it; null where it cannot be
 * read as a whole. The reload of an adoption brings drop-ins into force that only lay there.
 */
export function adoptionTexts(
  context: BackendContext,
  { instance, installed }: ObservedInstance,
  mark: Mark,
): AdoptionTexts | null {
  if (installed.kind !== 'foreign' || installed.digest === '') return null;
  const own = dropInPath(`${scopeOf(context).directory}/${serviceUnit(instance)}`);
  const file = { path: installed.path, content: installed.content };
  const beside = (installed.dropIns ?? []).filter(({ path }) => path !== own);
  const ours = { path: own, content: markSection(mark) };
  return {
    before: shown([file, ...beside.filter(({ isLoaded }) => isLoaded).sort(byName)]),
    after: shown([file, ...[...beside, ours].sort(byName)]),
  };
}

interface Shown {
  readonly path: string;
  readonly content: string | null;
}

function shown(files: readonly Shown[]): string {
  return files.map(({ path, content }) => `# ${path}\n${ended(withoutValues(content ?? ''))}`).join('\n');
}

function ended(content: string): string {
  return content === '' || content.endsWith('\n') ? content : `${content}\n`;
}

/** Drop-ins count in the order of their names, in whatever directory they lie (systemd.unit(5)). */
function byName(a: Shown, b: Shown): number {
  const [one, other] = [basename(a.path), basename(b.path)];
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A whole assignment, with the lines that a backslash adds to it. */
const environment =
  /^([ \t]*(?:Environment|PassEnvironment|SetCredential(?:Encrypted)?)[ \t]*=)(?:.*\\\r?\n)*.*$/gim;

/** `--password=X`, `--token X`, `user:password@`: what a command line should not hold, and often does. */
const wordsThatHide =
  /((?:pass(?:word|wd|phrase)?|pw|secret|token|api-?key|credentials?)(?:=|[ \t]+|:[ \t]*)["']?)[^\s"']+/gi;
const userInAddress = /(\/\/[^\s/:@]*:)[^\s@]+@/g;

/** A unit written by hand may carry a password in its environment or its command. */
export function withoutValues(content: string): string {
  return content
    .replace(environment, '$1(secret)')
    .replace(userInAddress, '$1(secret)@')
    .split('\n')
    .map((line) =>
      /^[ \t]*Exec\w*[ \t]*=|^[ \t]+|\\$/.test(line) ? line.replace(wordsThatHide, '$1(secret)') : line,
    )
    .join('\n');
}
