import { expect, test } from 'vitest';
import type { DropIn, ObservedInstance } from '../../model/observed.ts';
import { absentInstance } from '../../model/observed.ts';
import { sampleDefinition, sampleMark } from '../../testing/samples.ts';
import { rootContext } from '../../testing/systemd-samples.ts';
import { adoptionTexts, withoutValues } from './in-force.ts';

const own = '/etc/systemd/system/cron.service.d/50-provctl.conf';
const mark = sampleMark(rootContext, sampleDefinition({ service: 'cron', instance: 'cron' }), own);

function foreign(content: string, dropIns: readonly DropIn[] = [], digest = 'd'): ObservedInstance {
  const path = '/lib/systemd/system/cron.service';
  return {
    ...absentInstance({ instance: 'cron', backend: 'systemd' }),
    installed: { kind: 'foreign', path, digest, content, dropIns },
  };
}

const dropIn = (path: string, content: string | null, isLoaded = true): DropIn => ({
  path,
  content,
  digest: content === null ? null : 'e',
  isLoaded,
});

test('an adoption adds our mark to what is in force, and nothing else', () => {
  const texts = adoptionTexts(rootContext, foreign('[Service]\nExecStart=/usr/sbin/cron -f\n'), mark);
  const file = '# /lib/systemd/system/cron.service\n[Service]\nExecStart=/usr/sbin/cron -f\n';
  expect(texts).toEqual({
    before: file,
    after: `${file}\n# ${own}\n[X-Provctl]\nOwner=${mark.owner}\nService=cron\nRelease=${mark.release}\nCommit=${mark.commit}\n`,
  });
});

test('drop-ins stand in the order in which systemd reads them; its reload brings new ones into force', () => {
  const texts = adoptionTexts(
    rootContext,
    foreign('[Service]', [
      dropIn('/run/systemd/system/cron.service.d/90-z.conf', null),
      dropIn('/etc/systemd/system/cron.service.d/10-a.conf', '[Service]\nNice=5\n', false),
    ]),
    mark,
  );
  const headings = (text = '') => text.split('\n').filter((line) => line.startsWith('# '));
  expect(headings(texts?.before)).toEqual([
    '# /lib/systemd/system/cron.service',
    '# /run/systemd/system/cron.service.d/90-z.conf',
  ]);
  expect(headings(texts?.after)).toEqual([
    '# /lib/systemd/system/cron.service',
    '# /etc/systemd/system/cron.service.d/10-a.conf',
    `# ${own}`,
    '# /run/systemd/system/cron.service.d/90-z.conf',
  ]);
});

test('what could not be read is not shown as if it were empty', () => {
  expect(adoptionTexts(rootContext, foreign('', [], ''), mark)).toBeNull();
});

test('no value of an environment or a command is shown', () => {
  const unit = [
    'Environment=A=geheim1 "B=geheim2" \\',
    '  C=geheim3 \\',
    '  "D=geheim4"',
    'environment = E=geheim5',
    'SetCredential=f:geheim6',
    'ExecStart=/bin/x --password=geheim7 --token geheim8 --user root',
    'ExecStartPre=/bin/y \\',
    '  --api-key geheim9',
    'ExecStop=/bin/z postgres://ana:geheim10@db/shop',
    'User=www-data',
  ].join('\n');
  const shown = withoutValues(unit);
  expect(shown).not.toContain('geheim');
  expect(shown).toContain('--user root');
  expect(shown).toContain('postgres://ana:(secret)@db/shop');
  expect(shown).toContain('User=www-data');
});
