import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { format } from './format.ts';
import { services } from './testdata/arbitrary.ts';

const root = join(import.meta.dirname, '../..');

describe('format', () => {
  it('puts fields in the order of the schema and keeps every comment with its field', () => {
    const written = `# The API.

# which kind
kind: Service   # trailing
apiVersion: provctl.dev/v1
spec:
    # what runs
    command:
    - /bin/api
    - --fast   # as it must be

    # where it runs
    placement: {local: true}
    env: {B: x,
      A: y}
metadata:
  name: api
# the end
`;
    expect(format(written, 'yaml')).toBe(`# The API.

apiVersion: provctl.dev/v1
# which kind
kind: Service # trailing
metadata:
  name: api
spec:
  # where it runs
  placement: { local: true }

  # what runs
  command:
    - /bin/api
    - --fast # as it must be
  env: { B: x, A: y }

# the end
`);
  });

  it('does the same to TOML', () => {
    const written = `# The API.
kind='Service' # trailing
apiVersion   =   "provctl.dev/v1"
[spec]
command=["/bin/api", # the program
  "--fast"]
  # where it runs
placement.local = true


[[spec.checks]]
name = "b"
[spec.checks.tcp]
port = 1
[metadata] # meta
name="x"
[[spec.checks]]
command = ["/bin/true"]
name = "a"
# the end
`;
    expect(format(written, 'toml')).toBe(`# The API.
apiVersion = "provctl.dev/v1"
kind = 'Service' # trailing

[metadata] # meta
name = "x"

[spec]
# where it runs
placement.local = true
command = ["/bin/api", # the program
  "--fast"]

[[spec.checks]]
name = "b"

[spec.checks.tcp]
port = 1

[[spec.checks]]
name = "a"
command = ["/bin/true"]

# the end
`);
  });

  it('gives null for what cannot be read', () => {
    expect(format('a: [', 'yaml')).toBeNull();
    expect(format('a = ', 'toml')).toBeNull();
  });

  it.each(['services/keeper.yaml', 'services/greeter.yaml', 'services/ticker.yaml', 'stack.yaml'])(
    'leaves the example %s as it is',
    (name) => {
      const text = readFileSync(join(root, 'examples/desired-state', name), 'utf8');
      expect(format(text, 'yaml')).toBe(text);
    },
  );

  it('changes nothing the second time, and never a value', () => {
    fc.assert(
      fc.property(services, fc.constantFrom('yaml', 'toml'), fc.integer(), (service, language, seed) => {
        const text = language === 'yaml' ? service.yaml(seed) : service.toml(seed);
        const formatted = format(text, language) ?? '';
        expect(format(formatted, language)).toBe(formatted);
        if (language === 'yaml')
          expect(parseAllDocuments(formatted)[0]?.toJS()).toEqual(parseAllDocuments(text)[0]?.toJS());
      }),
      { numRuns: Number(process.env['PROVCTL_RUNS'] ?? 60) },
    );
  });
});
