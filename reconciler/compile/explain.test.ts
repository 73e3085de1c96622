import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explain, explainablePaths } from './explain.ts';

const bundle: unknown = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../schemas/provctl.schema.json'), 'utf8'),
);

describe('explain', () => {
  it('says what a field is, what is in it, and what it is by default', () => {
    const found = explain(bundle, 'service.spec.rollout');
    if (found.kind !== 'found') throw new Error(found.word);
    expect(found.type).toBe('object');
    expect(found.fields.map(({ name, type, default: value }) => [name, type, value])).toEqual([
      ['strategy', 'string', 'recreate'],
      ['minReady', 'string', '1s'],
      ['progressDeadline', 'string', '10m'],
      ['onFailure', 'string', 'rollback'],
    ]);
  });

  it.each([
    ['service.spec.files.path', 'string'],
    ['Service.Spec.Files[0].onchange', 'string'],
    ['service.spec.files', '[]object'],
    ['service.spec.env', 'map[string]string | object'],
    ['service.spec.env.DB_PASSWORD.secret', 'string'],
    ['service.metadata.labels', 'map[string]string'],
    ['service.spec.launchd.ProcessType', 'string | boolean | integer | number | array | object'],
    ['fleet', 'object'],
  ])('finds %s: %s', (path, type) => expect(explain(bundle, path)).toMatchObject({ kind: 'found', type }));

  it('says how far it came, and what may have been meant', () => {
    expect(explain(bundle, 'service.spec.rolout.minReady')).toMatchObject({
      kind: 'unknown',
      path: 'service.spec',
      word: 'rolout',
      suggestion: 'rollout',
    });
    expect(explain(bundle, 'servce')).toMatchObject({ kind: 'unknown', path: '', suggestion: 'service' });
    expect(explain(bundle, 'service.spec.cwd.x')).toMatchObject({ kind: 'unknown', known: [] });
  });

  it('lists every path that it finds', () => {
    const paths = explainablePaths(bundle);
    expect(paths).toContain('service.spec.checks.http.path');
    for (const path of paths) expect(explain(bundle, path)).toMatchObject({ kind: 'found', path });
  });

  it('knows what is there only by name, not what every object has', () => {
    expect(explain(bundle, 'service.constructor').kind).toBe('unknown');
    expect(explain({}, 'service').kind).toBe('unknown');
  });
});
