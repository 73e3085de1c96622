import { explainablePaths, explain as explainPath } from '../../compile/explain.ts';
import { text } from '../../config/text.ts';
import { ProvctlError } from '../../model/error.ts';
import type { Command } from '../command.ts';
import { packageFile } from '../package-file.ts';
import { explainedLines } from '../screens/explained.ts';
import { usage } from '../usage.ts';

export const explain: Command = {
  arguments: [{ name: 'field', completes: 'field' }],
  options: ['output'],
  outputs: ['table', 'json'],
  async run({ words, options, out }) {
    const [path] = words;
    const bundle = schemaBundle();
    const json = options.value('output') === 'json';
    if (path === undefined) {
      const kinds = explainablePaths(bundle).filter((one) => !one.includes('.'));
      if (json) out.json(kinds);
      else out.lines([[text('cli.explain.kinds')], ...kinds.map((kind) => [`  ${kind}`])]);
      return 0;
    }
    const explained = explainPath(bundle, path);
    if (explained.kind === 'unknown') {
      const above = explained.path === '' ? '' : `${explained.path}.`;
      const known = explained.known.join(', ');
      const context = { path: `${above}${explained.word}`, known };
      if (explained.suggestion === null) throw usage('unknown-field', context);
      throw usage('unknown-field-near', { ...context, near: `${above}${explained.suggestion}` });
    }
    if (json) out.json(explained);
    else out.lines(explainedLines(explained, out.columns));
    return 0;
  },
};

export function schemaBundle(): unknown {
  const bundle = packageFile(
    'schemas/provctl.schema.json',
    (value) => typeof value === 'object' && value !== null && 'definitions' in value,
  );
  if (bundle === null) throw new ProvctlError('cli.no-schemas');
  return bundle;
}
