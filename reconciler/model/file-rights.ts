import type { ManagedFile } from './definition.ts';

/** What lies at a path, beside its bytes. */
export interface FileRights {
  /** A symbolic link has the bytes of something else, whose owner may change them. */
  readonly isLink: boolean;
  /** Four octal digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
}

/** Path → rights; a path that is missing was not looked at, or could not be. */
export type RightsByPath = Readonly<Record<string, FileRights>>;

/** Whether a file has the rights that are declared; of what was not seen nothing is claimed. */
export function hasRights(rights: RightsByPath | undefined, file: ManagedFile): boolean {
  if (rights === undefined || !Object.hasOwn(rights, file.path)) return true;
  const seen = rights[file.path];
  if (seen === undefined) return true;
  return (
    !seen.isLink &&
    seen.mode === file.mode &&
    isSame(file.owner, seen.owner) &&
    isSame(file.group, seen.group)
  );
}

/** The machine says names; a number may be one of them. */
function isSame(declared: string | undefined, seen: string): boolean {
  return declared === undefined || /^\d+$/.test(declared) || declared === seen;
}
