import { styleText } from 'node:util';
import type { Place } from './place.ts';

/** What is told while it happens, and what must be true at every step. */
export interface Story {
  chapter(title: string): void;
  say(text: string): void;
  /** Shows the command and its output, and requires the exit code. */
  run(exitCode: number, ...args: readonly string[]): Promise<string>;
  /** Runs it without showing: looking, not telling. */
  look(exitCode: number, ...args: readonly string[]): Promise<string>;
  check(claim: string, isTrue: boolean): void;
  readonly checked: number;
}

const longestOutputLines = 14;

export function tell(place: Place): Story {
  let chapters = 0;
  let isPlanShown = false;
  let checked = 0;
  const require = async (exitCode: number, args: readonly string[]) => {
    const { status, output } = await place.provctl(...args);
    if (status === exitCode) return output;
    throw new Error(`provctl ${args.join(' ')} ended with ${status}, not ${exitCode}:\n${output}`);
  };
  return {
    chapter: (title) => {
      isPlanShown = false;
      console.log(`\n${styleText('bold', `${++chapters}. ${title}`)}`);
    },
    say: (text) => console.log(`   ${text}`),
    run: async (exitCode, ...args) => {
      const code = exitCode === 0 ? '' : styleText('dim', `   # exit ${exitCode}`);
      console.log(`   ${styleText('cyan', `$ provctl ${args.join(' ')}`)}${code}`);
      const output = (await require(exitCode, args)).replaceAll(place.folder, '…');
      const told = isPlanShown ? output.slice(Math.max(0, output.indexOf('\nPlan:'))) : output;
      isPlanShown = args[0] === 'plan' || args[0] === 'drift';
      for (const line of shortened(told)) console.log(styleText('dim', `   │ ${line}`));
      return output;
    },
    look: (exitCode, ...args) => require(exitCode, args),
    check: (claim, isTrue) => {
      if (!isTrue) throw new Error(`not true: ${claim}`);
      checked++;
      console.log(`   ${styleText('green', '✓')} ${claim}`);
    },
    get checked() {
      return checked;
    },
  };
}

/** The first lines and the last two, which say what happened and what to do next. */
function shortened(output: string): readonly string[] {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  if (lines.length <= longestOutputLines) return lines;
  return [
    ...lines.slice(0, longestOutputLines - 3),
    `… ${lines.length - longestOutputLines + 1} lines more`,
    ...lines.slice(-2),
  ];
}
