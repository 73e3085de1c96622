import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ApplyRequest } from '../pass/engine.ts';
import { shopPlan } from './testing/fixtures.ts';
import { runOn } from './testing/screens.ts';

let cwd = '';
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'provctl-cli-'));
});
afterEach(async () => {
  await rm(cwd, { recursive: true });
});

describe('a saved plan', () => {
  test('is written, shown and applied without a question', async () => {
    const made = await runOn(['plan', '--out', 'p.json', '--target', 'api'], { plan: shopPlan() }, { cwd });
    expect(made.io.out()).toContain('Next: provctl apply p.json');
    expect((await stat(join(cwd, 'p.json'))).mode & 0o777).toBe(0o600);

    const shown = await runOn(['show', 'p.json'], {}, { cwd });
    expect(shown.code).toBe(0);
    expect(shown.io.out()).toContain('12 to restart');

    const { code, engine } = await runOn(['apply', 'p.json'], { plan: shopPlan() }, { cwd });
    expect(code).toBe(0);
    const request = engine.calls.find(([method]) => method === 'apply')?.[1] as ApplyRequest;
    expect(request.saved?.id).toBe(shopPlan().id);
    expect(request.options.targets).toEqual(['api']);
  });

  test('takes no planning options', async () => {
    await runOn(['plan', '--out', 'p.json'], { plan: shopPlan() }, { cwd });
    const { code, engine } = await runOn(['apply', 'p.json', '--target', 'x'], {}, { cwd });
    expect(code).toBe(64);
    expect(engine.calls).toEqual([]);
  });

  test('that is none is told', async () => {
    await writeFile(join(cwd, 'p.json'), '{"hello": 1}');
    const { code, io } = await runOn(['apply', 'p.json'], {}, { cwd });
    expect(code).toBe(1);
    expect(io.err()).toMatch(/^error: "p.json" is no saved plan/);
    expect((await runOn(['apply', 'missing.json'], {}, { cwd })).io.err()).toContain(
      'Cannot read "missing.json"',
    );
    expect((await runOn(['show', 'missing.json'], {}, { cwd })).io.err()).toContain('Cannot read');
  });
});

describe('--json-out', () => {
  test('has the plan beside the screen', async () => {
    const { io } = await runOn(['plan', '--json-out', 'x.json'], { plan: shopPlan() }, { cwd });
    expect(io.out()).toContain('Plan: 1 to add');
    expect(JSON.parse(await readFile(join(cwd, 'x.json'), 'utf8'))).toMatchObject({ format_version: '1.0' });
  });

  test('has every event of an apply, one a line', async () => {
    await runOn(['apply', '-y', '--json-out', 'x.ndjson'], { plan: shopPlan() }, { cwd });
    const lines = (await readFile(join(cwd, 'x.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).type)).toEqual(['version', 'plan', 'result']);
  });

  test('that cannot be written is told before anything is done', async () => {
    const { code, io, engine } = await runOn(
      ['apply', '-y', '--json-out', 'no/x'],
      { plan: shopPlan() },
      { cwd },
    );
    expect(code).toBe(1);
    expect(io.err()).toContain('Cannot write');
    expect(engine.calls).toEqual([]);
  });
});

describe('init', () => {
  test('writes a first desired state, and never over one that is there', async () => {
    const { code, io } = await runOn(['init', 'My Shop'], {}, { cwd });
    expect(code).toBe(0);
    expect(io.out()).toContain("Next: git init && git add 'My Shop'");
    await mkdir(join(cwd, '.git'));
    expect((await runOn(['init', 'prod'], {}, { cwd })).io.out()).toContain('Next: git add prod && ');
    const stack = await readFile(join(cwd, 'My Shop', 'stack.yaml'), 'utf8');
    expect(stack).toMatch(/name: my-shop\n[\s\S]*ownerId: my-shop-[0-9a-f]{10}\n/);
    const again = await runOn(['init', 'My Shop'], {}, { cwd });
    expect(again.code).toBe(1);
    expect(again.io.err()).toContain('it is there already');
    expect(await readFile(join(cwd, 'My Shop', 'stack.yaml'), 'utf8')).toBe(stack);
  });
});
