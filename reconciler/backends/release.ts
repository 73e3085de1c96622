import { defaults } from '../config/generated/defaults.ts';
import type { Artifact, Definition, ManagedFile } from '../model/definition.ts';
import { hasRights, type RightsByPath } from '../model/file-rights.ts';
import { canonicalJson } from '../model/json.ts';
import type { Mark } from '../model/observed.ts';
import type { Mutation } from '../model/operation.ts';
import type { Secret } from '../model/secret.ts';
import { type Backend, type BackendContext, releaseDirectory } from './backend.ts';
import { unpackText } from './unpack.ts';

/** What a release is made of; all of it may be missing where the machine already has it (a put-back without git). */
export interface ReleaseParts {
  /** Managed files' and artifacts' bytes by SHA-256. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** By the secret's name. */
  readonly secrets: ReadonlyMap<string, Secret>;
}

/** Where `{release}` points to: what was unpacked, or the release itself where there is no artifact. */
function releaseRoot(context: BackendContext, definition: Definition, release: string): string {
  const directory = releaseDirectory(context, release);
  return definition.artifact === undefined ? directory : `${directory}/artifact`;
}

/** The definition with `{release}` filled in, as it is written to the service manager. */
export function expandRelease(context: BackendContext, definition: Definition, release: string): Definition {
  const root = releaseRoot(context, definition, release);
  const filled = (value: string) => value.replaceAll('{release}', root);
  const { cwd, reload } = definition;
  return {
    ...definition,
    command: definition.command.map(filled),
    env: Object.fromEntries(
      Object.entries(definition.env).map(([name, value]) => [
        name,
        typeof value === 'string' ? filled(value) : value,
      ]),
    ),
    ...(cwd === undefined ? {} : { cwd: filled(cwd) }),
    ...(reload !== undefined && 'command' in reload
      ? { reload: { command: reload.command.map(filled) } }
      : {}),
    checks: definition.checks.map((check) =>
      check.probe.kind === 'command'
        ? { ...check, probe: { ...check.probe, command: check.probe.command.map(filled) } }
        : check,
    ),
  };
}

/** Puts everything that the release needs below its directory; nothing that runs is touched. */
export function releaseOperations(
  backend: Pick<Backend, 'secretsFile'>,
  context: BackendContext,
  definition: Definition,
  mark: Mark,
  parts: ReleaseParts,
): readonly Mutation[] {
  const directory = releaseDirectory(context, mark.release);
  return [
    ...fileOperations(directory, definition.files, parts),
    ...artifactOperations(directory, definition.artifact, parts),
    ...secretOperations(backend, context, definition, mark.release, parts),
    // Last: a release with a definition is whole.
    put(`${directory}/definition.json`, `${canonicalJson(definition)}\n`, '0600'),
  ];
}

/**
 * Puts the files whose bytes or rights differ at their fixed paths, from the release on the machine. Each is replaced
 * only while it is still what was seen.
 */
export function managedFileOperations(
  context: BackendContext,
  definition: Definition,
  release: string,
  observedDigests: Readonly<Record<string, string | null>>,
  installed: Definition | null = null,
  rights: RightsByPath = {},
): readonly Mutation[] {
  const operations: Mutation[] = [];
  for (const file of definition.files) {
    const seen = observedDigests[file.path] ?? null;
    const before = installed?.files.find(({ path }) => path === file.path);
    // What somebody else put there may have the bytes, and other rights.
    if (seen === file.digest && before !== undefined && sameRights(before, file) && hasRights(rights, file))
      continue;
    operations.push({
      kind: 'put',
      path: file.path,
      content: { file: `${releaseDirectory(context, release)}/files/${file.digest}` },
      mode: file.mode,
      ...(file.owner === undefined ? {} : { owner: file.owner }),
      ...(file.group === undefined ? {} : { group: file.group }),
      when:
        seen === null
          ? { kind: 'absent', path: file.path }
          : { kind: 'digest', path: file.path, digest: seen },
    });
  }
  return operations;
}

function sameRights(a: ManagedFile, b: ManagedFile): boolean {
  return a.mode === b.mode && a.owner === b.owner && a.group === b.group;
}

function fileOperations(
  directory: string,
  files: readonly ManagedFile[],
  parts: ReleaseParts,
): readonly Mutation[] {
  const operations: Mutation[] = [];
  for (const digest of new Set(files.map((file) => file.digest))) {
    const bytes = parts.contents.get(digest);
    if (bytes !== undefined) operations.push(put(`${directory}/files/${digest}`, bytes, '0600'));
  }
  return operations;
}

function artifactOperations(
  directory: string,
  artifact: Artifact | undefined,
  parts: ReleaseParts,
): readonly Mutation[] {
  const bytes = artifact === undefined ? undefined : parts.contents.get(artifact.sha256);
  if (artifact === undefined || bytes === undefined) return [];
  const packed = `${directory}/artifact.packed`;
  return [
    put(packed, bytes, '0600'),
    {
      kind: 'exec',
      argv: ['sh', '-c', unpackText, 'sh', directory, packed, baseName(artifact.source)],
      timeoutMs: defaults.backends.unpackTimeoutMs,
      maxOutputBytes: defaults.backends.commandMaxOutputBytes,
    },
  ];
}

function secretOperations(
  backend: Pick<Backend, 'secretsFile'>,
  context: BackendContext,
  definition: Definition,
  release: string,
  parts: ReleaseParts,
): readonly Mutation[] {
  const byVariable = new Map<string, Secret>();
  for (const name of Object.keys(definition.env).sort()) {
    const value = definition.env[name];
    if (value === undefined || typeof value === 'string') continue;
    const secret = parts.secrets.get(value.secret);
    if (secret === undefined) return [];
    byVariable.set(name, secret);
  }
  if (byVariable.size === 0) return [];
  const { path, text } = backend.secretsFile(context, release, byVariable);
  return [put(path, text, '0600')];
}

function put(path: string, bytes: string | Uint8Array, mode: string): Mutation {
  return { kind: 'put', path, content: { bytes }, mode };
}

function baseName(source: string): string {
  return (
    source
      .split(/[?#]/, 1)[0]
      ?.split('/')
      .findLast((part) => part !== '') ?? 'artifact'
  );
}
