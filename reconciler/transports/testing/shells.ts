import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The shells of this machine that must run the runner; the first is the one that a plain `sh` most often is. */
export function shells(): readonly (readonly string[])[] {
  const known = [['dash'], ['bash', '--norc'], ['busybox', 'sh'], ['zsh', '--emulate', 'sh']];
  return known.filter(([file = '']) => isInstalled(file));
}

export function isInstalled(file: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => {
    try {
      accessSync(join(folder, file), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
