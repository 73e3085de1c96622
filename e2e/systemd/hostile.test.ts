import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentFilePath, environmentFileText } from '../../reconciler/backends/systemd/secrets.ts';
import { systemdBackend } from '../../reconciler/backends/systemd/systemd.ts';
import { textProblem } from '../../reconciler/backends/text.ts';
import type { Definition } from '../../reconciler/model/definition.ts';
import { Secret } from '../../reconciler/model/secret.ts';
import { definitionOf, markOf, rootContext } from '../../reconciler/testing/systemd-samples.ts';
import { unmet } from '../needs.ts';
import { perform, read } from '../support/perform.ts';
import { bootHost, type Host } from '../support/systemd-host.ts';

const lacks = unmet(['linux', 'root', 'namespaces', 'systemd', 'systemd-nspawn']);

/** Each unit carries this many values: half as arguments, half in the environment. */
const valuesPerUnit = 50;
const units = 40;
const seed = 20_260_101;

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.stringMatching(/^[ "'\\$%{}\n\t;#@:+!&*?~`()[\]<>|=,a-zé€]{0,30}$/),
  fc.constantFrom(
    '',
    ' ',
    ';',
    '\\;',
    '#x',
    '$HOME',
    '${HOME}',
    '$$',
    '$',
    '%n',
    '%%',
    '%',
    '\\',
    '\\\\',
    '\\n',
    '\\x41',
    '"',
    "'",
    '""',
    "it's",
    '-',
    '--',
    '@',
    ':',
    '+',
    '!',
    '|',
    '~',
    '*',
    '[Service]',
    'ExecStart=/bin/sh',
    '\n',
    '\nUser=daemon\n',
    'a\\\nb',
    '€',
    '\u{1f600}',
    '\u2028',
    '\ufeff',
    '\u00a0',
    '\u001b[31m',
    '\u0007',
    '\r\n',
    '\ud800',
    '${PROVCTL_SPEC}',
    'a=b',
    '=',
    'x'.repeat(5000),
  ),
);

describe.skipIf(lacks !== null)(
  `hostile values through systemd${lacks === null ? '' : ` (skipped: ${lacks})`}`,
  () => {
    let host: Host;
    beforeAll(async () => {
      host = await bootHost();
    });
    afterAll(async () => {
      await host?.[Symbol.asyncDispose]();
    });

    test(`each of ${units * valuesPerUnit} is refused, or arrives in /proc byte for byte`, () => {
      const values = fc.sample(nasty, { numRuns: units * valuesPerUnit, seed });
      const definitions = Array.from({ length: units }, (_, index) =>
        hostile(`hostile-${index}`, values.slice(index * valuesPerUnit, (index + 1) * valuesPerUnit)),
      );
      const refused = values.filter((value) => textProblem(value) !== null);
      expect(refused.length).toBeGreaterThan(50);
      for (const value of refused) {
        const inArguments = definitionOf({ command: ['/bin/true', value] });
        const inEnvironment = definitionOf({ env: { A: value } });
        expect(systemdBackend.refusals(rootContext, inArguments)).not.toEqual([]);
        expect(systemdBackend.refusals(rootContext, inEnvironment)).not.toEqual([]);
      }
      for (const definition of definitions)
        expect(systemdBackend.refusals(rootContext, definition)).toEqual([]);
      started(definitions);
      for (const seen of look(definitions)) {
        const definition = definitions.find(({ instance }) => instance === seen.instance);
        if (definition === undefined || seen.run.kind !== 'running') throw new Error(JSON.stringify(seen));
        const file = (name: string) =>
          host
            .run(['cat', `/proc/${seen.run.kind === 'running' ? seen.run.process.pid : 0}/${name}`])
            .stdout.split('\0')
            .slice(0, -1);
        expect(file('cmdline')).toEqual(definition.command);
        const environ = new Map(file('environ').map((entry) => [entry.split('=', 1)[0] ?? '', entry]));
        for (const [name, value] of Object.entries(definition.env)) {
          const wanted = typeof value === 'string' ? value : (secrets.get(name)?.reveal() ?? '');
          expect(environ.get(name)).toBe(`${name}=${wanted}`);
        }
      }
    });

    const secrets = new Map<string, Secret>();

    /** Arguments that the program does not look at, plain values and secrets. */
    function hostile(instance: string, all: readonly string[]): Definition {
      const values = all.filter((value) => textProblem(value) === null);
      const half = Math.ceil(values.length / 2);
      const env: Record<string, Definition['env'][string]> = {};
      for (const [index, value] of values.slice(half).entries()) {
        const name = `${instance.toUpperCase().replace('-', '_')}_${index}`;
        const secret = index % 3 === 0;
        if (secret) secrets.set(name, new Secret(value));
        env[name] = secret ? { secret: name, digest: 'hmac:x' } : value;
      }
      return definitionOf({
        instance,
        command: ['/bin/sh', '-c', 'sleep 100000; :', ...values.slice(0, half)],
        env,
      });
    }

    function look(definitions: readonly Definition[]) {
      const names = definitions.map(({ instance }) => instance);
      return systemdBackend.parse(rootContext, names, read(host, systemdBackend.observe(rootContext, names)));
    }

    function started(definitions: readonly Definition[]): void {
      const path = environmentFilePath(rootContext, 'a'.repeat(16));
      const put = {
        kind: 'put',
        path,
        content: { bytes: environmentFileText(secrets) },
        mode: '0600',
      } as const;
      const seen = look(definitions);
      const stages = definitions.map((definition, index) => {
        const observed = seen[index];
        if (observed === undefined) throw new Error(definition.instance);
        const mark = markOf(definition);
        return systemdBackend.stages(rootContext, {
          kind: 'converge',
          definition,
          mark,
          observed,
          install: true,
          run: 'start',
        });
      });
      const results = perform(host, [
        { before: [put], install: [], manager: [], activate: [], cleanup: [] },
        ...stages,
      ]);
      expect(results.filter(({ kind }) => kind === 'failed' || kind === 'refused')).toEqual([]);
    }
  },
);
