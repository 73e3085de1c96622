import type { Printer } from './printer.ts';
import { escapeYaml, isUnsafe } from './screens/escape.ts';

/** What a terminal must not see is written with double quotes everywhere: only there has YAML an escape for it. */
export async function printYaml(out: Printer, value: unknown): Promise<void> {
  const { stringify } = await import('yaml');
  const plain = JSON.parse(JSON.stringify(value)) as unknown;
  const text = stringify(plain, { lineWidth: 0, aliasDuplicateObjects: false });
  const safe = !isUnsafe(text.replaceAll('\n', ''));
  out.sink.write(
    safe
      ? text
      : escapeYaml(
          stringify(plain, {
            lineWidth: 0,
            aliasDuplicateObjects: false,
            defaultStringType: 'QUOTE_DOUBLE',
            defaultKeyType: 'QUOTE_DOUBLE',
          }),
        ),
  );
}
