import { resolve } from 'node:path';
import type { Revision, SourceRequest } from '../fetch/source.ts';
import type { Context } from './command.ts';
import type { Options } from './options.ts';
import { usage } from './usage.ts';

/** `--adhoc` means what no repository declares, `--url` a repository, otherwise a folder here: the word, or `--path`, or the current one. */
export function sourceOf(context: Context, word?: string): SourceRequest {
  const { options, io } = context;
  const url = options.value('url');
  const path = options.value('path');
  if (word !== undefined && path !== null) throw usage('folder-twice', { word, path });
  if (options.flag('adhoc')) {
    const other = path ?? word ?? url;
    if (other !== null) throw usage('adhoc-elsewhere', { word: other });
    return { kind: 'adhoc' };
  }
  if (url === null) {
    const needless = (['branch', 'tag', 'commit'] as const).find((name) => options.value(name) !== null);
    if (needless !== undefined) throw usage('revision-without-url', { option: `--${needless}` });
    return { kind: 'folder', folder: resolve(io.cwd, word ?? path ?? '.') };
  }
  return { kind: 'repository', url, revision: revisionOf(options), folder: path ?? word ?? '' };
}

/** The words that give the same source again, for a hint that can be pasted. */
export function sourceWords(context: Context, word?: string): string {
  const words = (['url', 'branch', 'tag', 'commit', 'path'] as const).flatMap((name) => {
    const value = context.options.value(name);
    return value === null ? [] : [`--${name}`, quoted(value)];
  });
  const adhoc = context.options.flag('adhoc') ? ['--adhoc'] : [];
  return [...(word === undefined ? [] : [quoted(word)]), ...words, ...adhoc]
    .map((part) => ` ${part}`)
    .join('');
}

/** The same for verbs whose words name services: there a folder is `--path`. */
export function sourceWordsAfterNames(context: Context, word?: string): string {
  return word === undefined ? sourceWords(context) : ` --path ${quoted(word)}${sourceWords(context)}`;
}

/** As a POSIX shell reads it as one word. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function revisionOf(options: Options): Revision {
  const given = (['branch', 'tag', 'commit'] as const).filter((name) => options.value(name) !== null);
  if (given.length > 1)
    throw usage('revision-twice', { options: given.map((name) => `--${name}`).join(' ') });
  const tag = options.value('tag');
  if (tag !== null) return { tag };
  const commit = options.value('commit');
  return commit !== null ? { commit } : { branch: options.value('branch') ?? 'main' };
}
