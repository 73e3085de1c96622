import type { Place, Problem } from '../../model/problem.ts';
import { version } from '../version.ts';
import { wholeText } from './problem-text.ts';

/** SARIF 2.1.0, as code scanning reads it. */
export function sarif(problems: readonly Problem[]): object {
  const rules = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'provctl',
            version: version().replace('provctl ', ''),
            rules: rules.map((id) => ({ id })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => ({
          ruleId: problem.code,
          level: problem.severity,
          message: { text: wholeText(problem) },
          locations: problem.at === null ? [] : [location(problem.at)],
          ...(problem.related === undefined
            ? {}
            : {
                relatedLocations: problem.related.map(({ at, text }, id) => ({
                  id,
                  message: { text },
                  ...location(at),
                })),
              }),
        })),
      },
    ],
  };
}

function location(at: Place): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: at.file.toWellFormed().split('/').map(encodeURIComponent).join('/') },
      region: { startLine: at.line, startColumn: at.column, endColumn: at.column + Math.max(1, at.length) },
    },
  };
}
