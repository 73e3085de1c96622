/**
 * The one encoding of values that shell programs of ours read with `read -r`: `KEY VALUE`, or `KEY:N VALUE` where the
 * value spans N lines. Nothing is escaped, so nothing is interpreted; a NUL cannot occur in argv or the environment.
 */
export function countedLine(key: string, value: string): string {
  const lines = value.split('\n').length;
  return lines === 1 ? `${key} ${value}\n` : `${key}:${lines} ${value}\n`;
}
