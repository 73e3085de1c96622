import { type Definition, type EnvValue, installedPart } from '../model/definition.ts';
import { sha256, valueHash } from '../model/digest.ts';
import type { Mark } from '../model/observed.ts';
import { reloadPart, restartPart } from './effects.ts';

/** `{release}` stays unexpanded in all of them: its value depends on them. */
export interface Hashes {
  /** Of everything that is installed. */
  readonly spec: string;
  readonly restart: string;
  readonly reload: string;
}

export function specHash(definition: Definition): string {
  return valueHash(installedPart(definition));
}

export function restartHash(definition: Definition): string {
  return valueHash(restartPart(definition));
}

export function reloadHash(definition: Definition): string {
  return valueHash(reloadPart(definition));
}

/** They are in no release, but a release is rejected by them. */
export function checksHash({ checks }: Definition): string {
  return valueHash(checks);
}

export function hashesOf(definition: Definition): Hashes {
  return {
    spec: specHash(definition),
    restart: restartHash(definition),
    reload: reloadHash(definition),
  };
}

/**
 * The service is part of it: two services with the same content keep their own definitions, rejections and
 * directories; the instances of one service share them.
 */
export function releaseId(definition: Definition, hashes: Pick<Hashes, 'restart' | 'reload'>): string {
  return sha256(`${definition.service}\n${hashes.restart}\n${hashes.reload}`).slice(0, 16);
}

/** A secret without a known digest (the machine has no salt yet) keeps the digest `''`. */
export function withSecretDigests(
  definition: Definition,
  digests: Readonly<Record<string, string>>,
): Definition {
  const secrets = Object.entries(definition.env).filter(([, value]) => typeof value !== 'string');
  if (secrets.length === 0) return definition;
  const env: Record<string, EnvValue> = { ...definition.env };
  for (const [name, value] of secrets) {
    if (typeof value === 'string') continue;
    const digest = Object.hasOwn(digests, value.secret) ? (digests[value.secret] ?? '') : '';
    env[name] = { secret: value.secret, digest };
  }
  return { ...definition, env };
}

/** The mark that belongs to a definition where it will stand. */
export function markOf(
  definition: Definition,
  where: Pick<Mark, 'owner' | 'machineId' | 'path' | 'commit'>,
  hashes: Hashes = hashesOf(definition),
): Mark {
  return {
    owner: where.owner,
    machineId: where.machineId,
    path: where.path,
    service: definition.service,
    instance: definition.instance,
    release: releaseId(definition, hashes),
    specHash: hashes.spec,
    restartHash: hashes.restart,
    reloadHash: hashes.reload,
    commit: where.commit,
    protected: definition.protected,
  };
}
