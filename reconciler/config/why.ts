import { textOf } from './text.ts';

/**
 * Pure stages say why in codes: `CODE`, `CODE VALUE` or `CODE: what is known besides`. Whatever has no text under
 * `[why]` is somebody's own words already (a check's, a machine's) and stays as it is.
 */
export function whyText(reason: string): string {
  const [, code = '', colon = '', value = ''] = /^([a-z][a-z-]*)(:?)(?: (.*))?$/s.exec(reason) ?? [];
  const known = colon === '' ? value : whyText(value);
  return textOf(value === '' ? `why.${code}` : `why.${code}-with`, { value: known }) ?? reason;
}
