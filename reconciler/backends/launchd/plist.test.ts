import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse as parsePlist } from 'plist';
import { expect, test } from 'vitest';
import type { Definition } from '../../model/definition.ts';
import { definitionOf, macContext, macRootContext, markOf } from '../../testing/launchd-samples.ts';
import { readMarked } from '../mark.ts';
import { textProblem } from '../text.ts';
import { plistMark, renderPlist } from './plist.ts';
import { secretsText } from './secrets-text.ts';

const render = (more: Partial<Definition>, context = macContext) => {
  const definition = definitionOf(more);
  return renderPlist(context, definition, markOf(definition, context));
};
const keys = (more: Partial<Definition>, context = macContext) => parsePlist(render(more, context));

test('says every portable field in launchd’s keys, and raw keys beside or instead', () => {
  const more: Partial<Definition> = {
    instance: 'api@2',
    command: ['{release}/bin/api', 'a b'],
    env: { LOG: 'info' },
    cwd: '/srv',
    user: '_www',
    group: '_www',
    umask: '0027',
    limits: { openFiles: 1024, memoryBytes: 5 },
    launchd: { Nice: 5, KeepAlive: { Crashed: true } },
  };
  expect(keys(more, macRootContext)).toEqual({
    Label: 'dev.provctl.api@2',
    ProgramArguments: ['/var/lib/provctl/shop-1/releases/aaaaaaaaaaaaaaaa/bin/api', 'a b'],
    EnvironmentVariables: {
      LOG: 'info',
      PROVCTL_SPEC: `v1:${'a'.repeat(64)}`,
      PROVCTL_RELEASE: 'aaaaaaaaaaaaaaaa',
    },
    WorkingDirectory: '/srv',
    UserName: '_www',
    GroupName: '_www',
    Umask: 23,
    RunAtLoad: true,
    KeepAlive: { Crashed: true },
    ThrottleInterval: 1,
    ExitTimeOut: 30,
    SoftResourceLimits: { NumberOfFiles: 1024, ResidentSetSize: 5 },
    HardResourceLimits: { NumberOfFiles: 1024, ResidentSetSize: 5 },
    StandardOutPath: '/var/lib/provctl/shop-1/instances/api@2/output.log',
    StandardErrorPath: '/var/lib/provctl/shop-1/instances/api@2/output.log',
    Nice: 5,
  });
});

test.each([
  ['no', false],
  ['on-failure', { SuccessfulExit: false }],
  ['always', true],
] as const)('restart %s is KeepAlive %j', (policy, keepAlive) => {
  expect(keys({ restart: { ...definitionOf().restart, policy } })).toMatchObject({ KeepAlive: keepAlive });
});

test('a schedule starts nothing by itself', () => {
  const schedule = { cron: '30 3 1 * 1', timeZone: 'UTC', missed: 'skip' } as const;
  const said = keys({ schedule });
  expect(said).toMatchObject({
    StartCalendarInterval: [
      { Day: 1, Hour: 3, Minute: 30 },
      { Weekday: 1, Hour: 3, Minute: 30 },
    ],
  });
  expect(said).not.toHaveProperty('RunAtLoad');
  expect(said).not.toHaveProperty('KeepAlive');
});

test('arguments and environment are in the property list as they were declared, and so is the mark', () => {
  const text = fc
    .string({ unit: fc.constantFrom('<', '>', '&', '-', '"', "'", '\n', '\t', ' ', ']', '!', 'é', 'a', '/') })
    .filter((value) => textProblem(value) === null);
  fc.assert(
    fc.property(fc.array(text), text, (rest, value) => {
      const definition = definitionOf({ command: ['/bin/x', ...rest], env: { A: value } });
      const file = renderPlist(macContext, definition, markOf(definition));
      expect(parsePlist(file)).toMatchObject({
        ProgramArguments: ['/bin/x', ...rest],
        EnvironmentVariables: { A: value },
      });
      expect(readMarked(file, plistMark)).toEqual({ mark: markOf(definition), definition, edited: false });
    }),
  );
});

test('begins as an XML file must', () => {
  expect(render({}).startsWith('<?xml version="1.0" encoding="UTF-8"?>\n<!-- Managed by provctl')).toBe(true);
});

test('secrets are read where the program starts; the list only names the file', () => {
  const env = { TOKEN: { secret: 'token', digest: 'hmac:x' }, PLAIN: '1' };
  expect(keys({ env })).toMatchObject({
    ProgramArguments: [
      '/bin/sh',
      '-c',
      secretsText,
      'sh',
      `${macContext.ownerDirectory}/releases/aaaaaaaaaaaaaaaa/secrets.env`,
      '/opt/api',
      '--port',
      '8080',
    ],
    EnvironmentVariables: { PLAIN: '1' },
  });
});

/** busybox runs its applets by their name. */
const shells = (
  [
    ['dash', []],
    ['bash', ['--posix']],
    ['busybox', ['sh']],
  ] as const
).filter(([shell, first]) => spawnSync(shell, [...first, '-c', ':']).status === 0);

test.each(shells)('%s gives secrets to the program as they are', (shell, first) => {
  const folder = mkdtempSync(join(tmpdir(), 'provctl-secrets-'));
  try {
    const file = join(folder, 'secrets.env');
    writeFileSync(file, 'A  two  spaces \nB:3 $x\n\\n\n"\'`\nC:2 \n\nD \n');
    const run = (name: string, ...command: readonly string[]) =>
      spawnSync(shell, [...first, '-c', secretsText, 'sh', name, ...command], {
        encoding: 'utf8',
        env: { OTHER: 'x' },
        // bash takes a socket, which a pipe of Node's is, for a remote login and reads its start files.
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    const environment = JSON.parse(run(file, process.execPath, '-p', 'JSON.stringify(process.env)').stdout);
    expect(environment).toMatchObject({ A: ' two  spaces ', B: '$x\n\\n\n"\'`', C: '\n', D: '', OTHER: 'x' });
    expect(run(`${file}.gone`, '/bin/echo').status).not.toBe(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
