import { plan } from '../../plan/plan.ts';
import { sampleMachine, sampleRules } from '../samples.ts';
import {
  api,
  type Case,
  digest,
  foreign,
  input,
  only,
  planned,
  remarked,
  standing,
  stopped,
  wish,
} from './scene.ts';

/** Reasons that come from what somebody wants. */
export const wantedCases: readonly Case[] = [
  { reason: 'converged', when: 'all is as wanted', made: () => planned(wish(), standing()), action: 'none' },
  {
    reason: 'converged',
    when: 'only its checks or order changed',
    made: () => planned(wish({ dependsOn: ['db'], checks: [] }), standing()),
    action: 'none',
  },
  {
    reason: 'not-installed',
    when: 'it is new',
    made: () => planned(wish(), sampleMachine()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'definition-changed',
    when: 'the command changed',
    made: () => planned(wish({ command: ['/other'] }), standing()),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'definition-changed',
    when: 'a field only the manager reads changed',
    made: () => planned(wish({ description: 'new' }), standing()),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'definition-changed',
    when: 'it changed and does not run',
    made: () =>
      planned(
        wish({ command: ['/other'] }),
        only(() => stopped),
      ),
    action: 'start',
    work: [true, 'start'],
  },
  {
    reason: 'files-changed',
    when: 'a file has new bytes',
    made: () =>
      planned(
        wish({ files: [{ path: '/etc/api', digest: 'b'.repeat(64), mode: '0644', onChange: 'restart' }] }),
        standing(),
      ),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'files-changed',
    when: 'a file to reload is new',
    made: () =>
      planned(
        wish({ files: [...api.files, { path: '/etc/new', digest, mode: '0644', onChange: 'reload' }] }),
        standing(),
      ),
    action: 'reload',
    work: [true, 'reload'],
  },
  {
    reason: 'secret-changed',
    when: 'a secret has another value',
    made: () =>
      plan({ ...input(wish(), standing()), secretDigests: { 'web-1': { key: 'hmac:two' } } }, sampleRules),
    action: 'restart',
    work: [true, 'restart'],
  },
  {
    reason: 'backend-changed',
    when: 'it moves to another backend',
    made: () => planned(wish({ backend: 'systemd' }), standing()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'renamed',
    when: 'it has a new name',
    made: () => planned(wish({ service: 'web', instance: 'web' }, { renamedFrom: ['api'] }), standing()),
    action: 'create',
    work: [true, 'start'],
  },
  {
    reason: 'renamed',
    when: 'its stack has a new owner id',
    made: () => planned(wish(), remarked({ owner: 'older' }), {}, { renamedFrom: ['older'] }),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'not-declared',
    when: 'nobody wants it',
    made: () => planned([], standing(), { allowEmpty: true }),
    action: 'delete',
  },
  {
    reason: 'adoptable',
    when: 'a foreign thing is to be adopted',
    made: () =>
      planned(
        wish({}, { adopt: true }),
        only(() => ({ installed: foreign })),
      ),
    action: 'adopt',
  },
  {
    reason: 'replace-requested',
    when: 'it is to be replaced',
    made: () => planned(wish(), standing(), { replace: ['api'] }),
    action: 'replace',
    work: [true, 'restart'],
  },
  {
    reason: 'replace-requested',
    when: 'it is to be restarted',
    made: () =>
      planned(wish({ command: ['/other'] }), standing(), { imperative: { verb: 'restart', names: ['api'] } }),
    action: 'restart',
    work: [false, 'restart'],
  },
  {
    reason: 'prune-off',
    when: 'the stack does not prune',
    made: () => planned([], standing(), {}, { prune: false }),
    action: 'none',
  },
  {
    reason: 'unsupported',
    when: 'the backend cannot',
    made: () =>
      plan(input(wish(), sampleMachine()), {
        ...sampleRules,
        refusals: () => [{ field: 'umask', code: 'no-umask', values: {} }],
      }),
    action: 'none',
    denial: 'unsupported',
  },
  {
    reason: 'forget-requested',
    when: 'our mark is to come off',
    made: () => planned(wish(), standing(), { forget: ['api'] }),
    action: 'forget',
  },
  {
    reason: 'destroy-requested',
    when: 'everything of ours is to go',
    made: () => planned(wish(), standing(), { destroy: true }),
    action: 'delete',
  },
  {
    reason: 'stop-requested',
    when: 'it is to be stopped',
    made: () => planned(wish(), standing(), { imperative: { verb: 'stop', names: ['api'] } }),
    action: 'stop',
    work: [false, 'stop'],
  },
  {
    reason: 'excluded',
    when: 'it is not among the targets',
    made: () => planned(wish({ command: ['/other'] }), standing(), { targets: ['db'] }),
    action: 'none',
  },
  {
    reason: 'excluded',
    when: 'only drift is looked at',
    made: () => planned(wish({ command: ['/other'] }), standing(), { refreshOnly: true }),
    action: 'none',
  },
];
