import { type Command, folderArgument } from '../command.ts';
import { printProblems, problemFormats } from '../formats/problem-formats.ts';
import { sourceOptions } from '../options.ts';
import { writeOutputFile } from '../output-file.ts';
import { jsonValue } from '../printer.ts';
import { sourceOf } from '../source.ts';

export const validate: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'format', 'jsonOut'],
  formats: problemFormats,
  async run(context) {
    const engine = await context.engine();
    const compiled = await engine.compile(sourceOf(context, context.words[0]));
    const jsonOut = context.options.value('jsonOut');
    if (jsonOut !== null) {
      const { problemsJson } = await import('../formats/problem-formats.ts');
      await writeOutputFile(context, jsonOut, `${JSON.stringify(problemsJson(compiled), jsonValue, 2)}\n`);
    }
    await printProblems(context, compiled);
    return compiled.desired === null ? 1 : 0;
  },
};
