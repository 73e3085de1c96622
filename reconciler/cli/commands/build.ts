import { type Command, folderArgument } from '../command.ts';
import { sourceOptions } from '../options.ts';
import { showProblems } from '../problems.ts';
import { paint, textLines } from '../screens/line.ts';
import { sourceOf } from '../source.ts';
import { printYaml } from '../yaml.ts';

export const build: Command = {
  arguments: [folderArgument],
  options: [...sourceOptions, 'render', 'output'],
  outputs: ['yaml', 'json'],
  async run(context) {
    const { options, out } = context;
    const source = sourceOf(context, context.words[0]);
    const engine = await context.engine();
    const compiled = await engine.compile(source);
    if (compiled.problems.length > 0) showProblems(compiled, context.err);
    if (compiled.desired === null) return 1;
    const json = options.value('output') === 'json';
    if (options.flag('render')) {
      const files = await engine.render(source);
      if (json) out.json(files);
      else
        for (const [path, content] of files)
          out.lines([[paint('bold', `# ${path}`)], ...textLines(content), []]);
      return 0;
    }
    const desired = {
      ...compiled.desired,
      contents: [...compiled.desired.contents].map(([digest, bytes]) => ({
        digest,
        bytes: bytes.byteLength,
      })),
      instances: compiled.desired.instances.map(({ places: _places, ...instance }) => instance),
    };
    if (json) out.json(desired);
    else await printYaml(out, desired);
    return 0;
  },
};
