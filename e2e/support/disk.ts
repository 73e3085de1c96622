import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** A small disk of its own, which can be full without harm. */
export function mountDisk(folder: string, kilobytes: number): Disposable {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k,mode=0700`, 'provctl-test', folder]);
  return { [Symbol.dispose]: () => void execFileSync('umount', ['-l', folder]) };
}

/** The folder as it is, but nothing below it can be written; root may write where modes say no, so it is mounted so. */
export function readOnly(folder: string): Disposable {
  execFileSync('mount', ['--bind', folder, folder]);
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  return { [Symbol.dispose]: () => void execFileSync('umount', ['-l', folder]) };
}
