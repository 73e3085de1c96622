import { ProvctlError } from '../../model/error.ts';
import type { Command } from '../command.ts';
import { sourceOptions } from '../options.ts';
import { paint, textLines } from '../screens/line.ts';
import { sourceOf } from '../source.ts';

/** As `systemctl cat`: each file of the named services under the comment of its path. */
export const cat: Command = {
  arguments: [{ name: 'service', required: true, many: true, completes: 'service' }],
  options: sourceOptions,
  async run(context) {
    const source = sourceOf(context);
    const engine = await context.engine();
    const files = [...(await engine.render(source))];
    for (const name of context.words) {
      const own = files.filter(([path]) => isOf(path, name));
      if (own.length === 0) throw new ProvctlError('cli.nothing-rendered', { name });
      for (const [path, content] of own)
        context.out.lines([[paint('bold', `# ${path}`)], ...textLines(content), []]);
    }
    return 0;
  },
};

/** The file's own name, or one of the folders above it, begins with the service's: `api.service`, `api@2/service`. */
function isOf(path: string, name: string): boolean {
  const [machine, instance] = name.includes('/') ? name.split('/', 2) : [null, name];
  if (machine !== null && machine !== undefined && !path.startsWith(`${machine}:`)) return false;
  return path.split(/[/:]/).some((part) => {
    if (part === instance) return true;
    const rest = part.startsWith(`${instance}`) ? part.slice(`${instance}`.length) : '';
    return /^(?:@[0-9]+)?(?:\.(?:service|timer|plist))?$/.test(rest) && rest !== '';
  });
}
