import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { defaults } from '../config/generated/defaults.ts';
import type { EventBody } from '../model/event.ts';

/**
 * Disk space kept back beside the journal, so that what was begun can be undone and recorded on a full disk.
 * Nothing new is begun without it.
 */
export interface Reserve {
  /** Makes it when it is not there. False: the disk has no room for it. */
  hold(): boolean;
  /** Gives the space back to the journal. False: there was none. */
  release(): boolean;
}

export function reserve(path: string): Reserve {
  return { hold: () => isHeld(path) || make(path), release: () => isHeld(path) && remove(path) };
}

/** Of these kinds nothing is written with the last of the space. */
export function beginsSomething(kind: EventBody['kind']): boolean {
  return kind === 'run-started' || kind === 'intent';
}

function isHeld(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.size === defaults.record.reserveBytes;
}

function make(path: string): boolean {
  try {
    const file = openSync(path, 'w', 0o600);
    try {
      // Written, not truncated to size: a sparse file holds nothing back.
      writeSync(file, Buffer.alloc(defaults.record.reserveBytes));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    rmSync(path, { force: true });
    return false;
  }
  // A disk that fills while it is written takes a part and reports no error.
  return isHeld(path) || !remove(path);
}

function remove(path: string): true {
  rmSync(path, { force: true });
  return true;
}
