import { describe, expect, test } from 'vitest';
import { validateService } from './compile/generated/validators.js';
import { service } from './service-builder.ts';

describe('the service builder', () => {
  test('builds the document that a file would hold', () => {
    const built = service('api', '/opt/api/bin/api')
      .arg('--port')
      .arg('{port}')
      .env('A', '1')
      .local()
      .document();
    expect(built).toEqual({
      apiVersion: 'provctl.dev/v1',
      kind: 'Service',
      metadata: { name: 'api' },
      spec: {
        command: ['/opt/api/bin/api', '--port', '{port}'],
        env: { A: '1' },
        placement: { local: true },
      },
    });
  });

  test('what it builds is valid, with every method used', () => {
    const built = service('api', '/opt/api/bin/api')
      .arg('--port', '{port}')
      .env('LOG_LEVEL', 'info')
      .secret('DB_PASSWORD', 'db-password')
      .port('http', 8080)
      .check('up', { http: { path: '/healthz', port: 'http' }, interval: '1s' })
      .file('/etc/api.toml', { content: 'a = 1\n', mode: '0640', onChange: 'reload' })
      .dependsOn('db', 'cache')
      .label('tier', 'backend')
      .backend('systemd')
      .with({ restart: { policy: 'on-failure', burst: 5 }, stop: { signal: 'SIGTERM', timeout: '30s' } })
      .fleet('web', { selector: 'zone in (a,b)', instancesPerMachine: 2 })
      .document();
    expect(validateService(built), JSON.stringify(validateService.errors)).toBe(true);
  });

  test('a common beginning can be continued in several ways', () => {
    const base = service('api', '/opt/api').env('A', '1').local();
    const [one, two] = [base.env('A', '2').arg('x'), base.port('http', 80)];
    expect(base.document().spec).toEqual({
      command: ['/opt/api'],
      env: { A: '1' },
      placement: { local: true },
    });
    expect(one.document().spec.env).toEqual({ A: '2' });
    expect(two.document().spec.command).toEqual(['/opt/api']);
  });

  test('a document that was given out is the reader’s own', () => {
    const base = service('api', '/opt/api').local();
    base.document().spec.command.push('changed');
    expect(base.document().spec.command).toEqual(['/opt/api']);
  });

  test('an environment variable of any name is only that', () => {
    const spec = service('api', '/opt/api').env('__proto__', 'x').local().document().spec;
    expect(Object.keys(spec.env ?? {})).toEqual(['__proto__']);
  });

  test('has no document before it is said where it runs', () => {
    const unplaced = service('api', '/opt/api');
    // @ts-expect-error: `document` is for placed services.
    expect(() => unplaced.document()).not.toThrow();
    expect(unplaced.placement).toBeNull();
  });
});
