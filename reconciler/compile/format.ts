import { defaults } from '../config/generated/defaults.ts';
import { canonicalJson } from '../model/json.ts';
import { formatToml, tomlValue } from './format/toml-format.ts';
import { formatYaml, yamlValues } from './format/yaml-format.ts';
import { weightOf } from './source/weight.ts';

/**
 * The one way to write a desired-state file: fields in the order of the schema, comments kept, the same values. Null
 * when it cannot be read; unchanged when it has no form that is stable and means the same.
 */
export function format(text: string, language: 'yaml' | 'toml'): string | null {
  const once = language === 'yaml' ? formatYaml : formatToml;
  const values = language === 'yaml' ? yamlValues : tomlValue;
  if (weightOf(text) > defaults.compile.maxWeightCount) return null;
  try {
    let formatted = once(text);
    for (let round = 0; round < 3 && formatted !== null; round++) {
      const again = once(formatted);
      if (again === formatted)
        return canonicalJson(values(formatted)) === canonicalJson(values(text)) ? formatted : text;
      formatted = again;
    }
    return formatted === null ? null : text;
  } catch {
    // What nests or refers too deeply for the parser is not for it to write.
    return null;
  }
}
