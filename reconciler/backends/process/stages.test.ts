import { dirname } from 'node:path/posix';
import { expect, test } from 'vitest';
import type { ObservedInstance } from '../../model/observed.ts';
import { sampleContext as context, markFor, processDefinition } from '../../testing/process-samples.ts';
import type { Stages, Transition } from '../backend.ts';
import { noStages } from '../backend.ts';
import { processBackend } from './process.ts';

const definition = processDefinition(['/opt/api']);
const mark = markFor(context, definition, 'a');
const path = mark.path;

const absent: ObservedInstance = {
  instance: 'api',
  backend: 'process',
  installed: { kind: 'absent' },
  loaded: { restartHash: null, stale: false },
  boot: null,
  run: { kind: 'stopped' },
};
const installed: ObservedInstance = {
  ...absent,
  installed: {
    kind: 'marked',
    path,
    mark,
    digest: 'd0',
    edited: false,
    definition,
    overrides: [],
    adopted: false,
  },
};

/** Kind and last word of each operation, stage by stage. */
function told(transition: Transition): Record<string, readonly string[]> {
  const stages: Stages = processBackend.stages(context, transition);
  return Object.fromEntries(
    Object.entries(stages)
      .filter(([, operations]) => operations.length > 0)
      .map(([stage, operations]) => [
        stage,
        (operations as Stages['before']).map((operation) => {
          switch (operation.kind) {
            case 'joined':
              return `${operation.prefix.at(-1)} ${operation.argument.split('/').at(-1)}`;
            case 'exec':
              return `${operation.kind} ${operation.argv[2]}`;
            case 'put':
            case 'remove':
              return `${operation.kind} ${operation.path
                .split('/')
                .at(-1)
                ?.replace(/-[0-9a-f]{12}/, '')}`;
            default:
              return operation.kind;
          }
        }),
      ]),
  );
}

const converge = { kind: 'converge', definition, mark, observed: absent } as const;

test('what is as desired takes no operation', () => {
  expect(processBackend.stages(context, { ...converge, install: false, run: 'none' })).toEqual(noStages);
});

test('a first start puts the program, the file, and starts; each is told once for all', () => {
  expect(told({ ...converge, install: true, run: 'start' })).toEqual({
    before: ['put supervisor.sh'],
    install: ['put service'],
    activate: ['start api'],
  });
  expect(told({ ...converge, install: false, run: 'restart' })).toEqual({
    before: ['put supervisor.sh'],
    activate: ['restart api'],
  });
  const boots = {
    ...converge,
    definition: { ...definition, boot: true },
    install: true,
    run: 'none',
  } as const;
  expect(told(boots)['manager']).toEqual(['exec sync-boot']);
  const bootsNoMore = {
    ...converge,
    observed: { ...installed, boot: true },
    install: true,
    run: 'none',
  } as const;
  expect(told(bootsNoMore)['manager']).toEqual(['exec sync-boot']);
});

test('the file is written only over what was seen', () => {
  const put = (observed: ObservedInstance) =>
    processBackend.stages(context, { ...converge, observed, install: true, run: 'none' }).install[0];
  expect(put(absent)).toMatchObject({ when: { kind: 'absent', path } });
  expect(put(installed)).toMatchObject({ when: { kind: 'digest', path, digest: 'd0' } });
});

test('a removal stops first and takes away only the file that was seen', () => {
  expect(told({ kind: 'remove', observed: installed })).toEqual({
    before: ['put supervisor.sh', 'stop api'],
    install: ['remove service'],
    cleanup: ['remove api'],
  });
  expect(told({ kind: 'remove', observed: absent })).toEqual({
    before: ['put supervisor.sh', 'stop api'],
    cleanup: ['remove api'],
  });
});

test('forgetting and adopting touch only the mark', () => {
  expect(told({ kind: 'forget', observed: installed })).toEqual({
    before: ['put supervisor.sh'],
    install: ['exec unmark'],
  });
  expect(told({ kind: 'adopt', definition, mark, observed: absent })).toEqual({});
  const foreign: ObservedInstance = {
    ...absent,
    installed: { kind: 'foreign', path, digest: 'd0', content: 'run\n' },
  };
  expect(told({ kind: 'adopt', definition, mark, observed: foreign })).toEqual({
    before: ['put supervisor.sh'],
    install: ['put service'],
  });
  const booted: ObservedInstance = {
    ...foreign,
    installed: { kind: 'foreign', path, digest: 'd0', content: 'boot yes\nrun\n' },
  };
  expect(told({ kind: 'adopt', definition, mark, observed: booted })).toMatchObject({
    manager: ['exec sync-boot'],
  });
  expect(
    processBackend.stages(context, { kind: 'adopt', definition, mark, observed: foreign }).install[0],
  ).toMatchObject({ when: { kind: 'digest', path, digest: 'd0' } });
});

test('logs are the files of the instances asked for', () => {
  const folder = '/var/lib/provctl/shop-1/instances';
  expect(processBackend.logs(context, ['a', 'b'], { lines: 5, follow: true, since: null })).toEqual([
    'tail',
    '-n',
    '5',
    '-F',
    `${folder}/a/output.log`,
    `${folder}/b/output.log`,
  ]);
});

const formerMark = { ...mark, owner: 'older', path: path.replace(context.owner, 'older') };
const former: ObservedInstance = {
  ...installed,
  formerOwner: 'older',
  installed: { ...markedOf(installed), path: formerMark.path, mark: formerMark },
};

function markedOf({ installed }: ObservedInstance) {
  if (installed.kind !== 'marked') throw new Error('not marked');
  return installed;
}

test('moves what an earlier owner has, with its program, before its file is written anew', () => {
  const booted = { ...definition, boot: true };
  const transition = {
    kind: 'converge',
    definition: booted,
    mark,
    observed: { ...former, installed: { ...markedOf(former), definition: booted } },
    install: true,
    run: 'none',
  } as const;
  expect(told(transition)).toEqual({
    before: ['put supervisor.sh', `${dirname(dirname(path))} api`],
    install: ['put service'],
    manager: ['exec sync-boot', 'exec sync-boot'],
  });
  const { before, install, manager } = processBackend.stages(context, transition);
  expect(before[1]).toMatchObject({
    prefix: ['sh', expect.anything(), 'move', dirname(dirname(path))],
    argument: dirname(formerMark.path),
  });
  expect(install).toMatchObject([{ path, when: { kind: 'digest', path, digest: 'd0' } }]);
  expect(manager.map((one) => (one.kind === 'exec' ? one.argv.at(-1)?.split('/').at(-1) : ''))).toEqual([
    context.owner,
    'older',
  ]);
});

test('stops, starts and removes what an earlier owner has where it lies', () => {
  const stop = { kind: 'converge', definition, mark, observed: former, install: false, run: 'stop' } as const;
  expect(processBackend.stages(context, stop).activate).toMatchObject([
    { prefix: ['sh', expect.stringContaining('/older/'), 'stop'], argument: dirname(formerMark.path) },
  ]);
  const removal = processBackend.stages(context, { kind: 'remove', observed: former });
  expect(removal.install).toMatchObject([{ kind: 'remove', path: formerMark.path }]);
  expect(JSON.stringify(removal)).not.toContain(`/${context.owner}/`);
});
