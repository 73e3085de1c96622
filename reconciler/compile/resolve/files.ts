import { defaults } from '../../config/generated/defaults.ts';
import type { SourceTree } from '../../fetch/source.ts';
import { closest } from '../../model/closest.ts';
import type { Artifact, ManagedFile } from '../../model/definition.ts';
import { sha256 } from '../../model/digest.ts';
import type { File, Service } from '../generated/types.ts';
import { compareText, type Report } from '../report.ts';
import type { Path } from '../source/document.ts';
import { causeOf, relativeTo } from '../source/load.ts';
import type { Resource } from '../validate/resource.ts';
import { inRepository, isNormalAbsolute, isTaken } from '../values/path.ts';
import type { Scope } from './scope.ts';

/** What the tree says of a file that it does not give. */
const unreadable: Readonly<Record<string, string>> = {
  'fetch.not-a-file': 'source-missing',
  'fetch.link': 'source-is-link',
  'fetch.file-too-large': 'source-too-large',
  'fetch.lfs-pointer': 'source-lfs-pointer',
};

/** The bytes that services bring along, by digest; each file of the repository is read once. */
export class Contents {
  readonly bytes = new Map<string, Uint8Array>();
  readonly #tree: SourceTree;
  readonly #digests = new Map<string, string | { readonly problem: string; readonly cause: string }>();
  readonly #maxBytes: number;
  #total = 0;

  constructor(tree: SourceTree, maxBytes: number) {
    this.#tree = tree;
    this.#maxBytes = maxBytes;
  }

  /** Null when all of them together are more than may be held. */
  add(content: Uint8Array): string | null {
    const digest = sha256(content);
    if (!this.bytes.has(digest)) {
      this.#total += content.byteLength;
      if (this.#total > this.#maxBytes) return null;
      this.bytes.set(digest, content);
    }
    return digest;
  }

  /** Digest of a file of the repository, or what is wrong with it. */
  ofFile(path: string): string | { readonly problem: string; readonly cause: string } {
    let found = this.#digests.get(path);
    if (found === undefined) {
      found = this.#read(path);
      this.#digests.set(path, found);
    }
    return found;
  }

  /** Files of a folder, for suggestions. */
  near(folder: string): readonly string[] {
    try {
      return this.#tree
        .list(folder)
        .map((entry) => relativeTo(folder, entry.path))
        .slice(0, 1000);
    } catch {
      return [];
    }
  }

  #read(path: string): string | { readonly problem: string; readonly cause: string } {
    try {
      return this.add(this.#tree.bytes(path)) ?? { problem: 'contents-too-large', cause: '' };
    } catch (error) {
      const cause = causeOf(error);
      return { problem: unreadable[cause] ?? 'source-unreadable', cause };
    }
  }
}

/** Sorted by path. */
export function filesOf(
  service: Resource<Service>,
  scope: Scope,
  contents: Contents,
  report: Report,
): readonly ManagedFile[] {
  const files = (service.value.spec.files ?? []).map((file, index): ManagedFile => {
    const at: Path = ['spec', 'files', index];
    return {
      path: pathOf(file, at, scope, report),
      digest: digestOf(service, file, at, scope, contents, report),
      mode: (file.mode ?? defaults.service.fileMode).padStart(4, '0'),
      ...(file.owner === undefined ? {} : { owner: file.owner }),
      ...(file.group === undefined ? {} : { group: file.group }),
      onChange: file.onChange ?? defaults.service.fileOnChange,
    };
  });
  return files.sort((a, b) => compareText(a.path, b.path));
}

function pathOf(file: File, at: Path, scope: Scope, report: Report): string {
  const path = scope.textWithoutRelease(file.path, [...at, 'path']);
  if (!isNormalAbsolute(path)) report.error('path-not-absolute', scope.place([...at, 'path']), { path });
  else if (isTaken(path)) report.error('path-taken', scope.place([...at, 'path']), { path });
  return path;
}

function digestOf(
  service: Resource<Service>,
  file: File,
  at: Path,
  scope: Scope,
  contents: Contents,
  report: Report,
): string {
  if (file.source !== undefined)
    return sourceDigest(service, file.source, [...at, 'source'], contents, report);
  const text = scope.textWithoutRelease(file.content ?? '', [...at, 'content']);
  const digest = contents.add(new TextEncoder().encode(text));
  if (digest === null) report.error('contents-too-large', scope.place([...at, 'content'], undefined));
  return digest ?? '';
}

function sourceDigest(
  service: Resource<Service>,
  source: string,
  at: Path,
  contents: Contents,
  report: Report,
): string {
  const { document } = service;
  const folder = document.folderOf(at);
  const path = inRepository(folder, source);
  if (path === null) {
    report.error('source-outside', document.place(at), { source });
    return '';
  }
  const found = contents.ofFile(path);
  if (typeof found === 'string') return found;
  const suggestion = found.problem === 'source-missing' ? closest(source, contents.near(folder)) : null;
  report.error(found.problem, document.place(at), { source, cause: found.cause }, { suggestion });
  return '';
}

export function artifactOf(
  service: Resource<Service>,
  scope: Scope,
  contents: Contents,
  report: Report,
): Artifact | undefined {
  const { artifact } = service.value.spec;
  if (artifact === undefined) return undefined;
  const at: Path = ['spec', 'artifact', 'source'];
  const source = scope.textWithoutRelease(artifact.source, at);
  if (/^[a-z][a-z0-9+.-]*:/i.test(source)) {
    if (!isHttps(source)) report.error('artifact-not-https', scope.place(at), { source });
    if (artifact.sha256 === undefined) report.error('artifact-without-sha256', scope.place(at), { source });
    return { source, sha256: artifact.sha256 ?? '' };
  }
  const digest = sourceDigest(service, source, at, contents, report);
  if (artifact.sha256 !== undefined && digest !== '' && digest !== artifact.sha256) {
    const place = scope.place(['spec', 'artifact', 'sha256']);
    report.error('artifact-differs', place, { source, wanted: artifact.sha256, found: digest });
  }
  return { source: inRepository(service.document.folderOf(at), source) ?? source, sha256: digest };
}

/** No credentials in it: they would be in every plan. */
function isHttps(source: string): boolean {
  const url = URL.canParse(source) ? new URL(source) : null;
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}
