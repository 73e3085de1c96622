import { plan } from '../../plan/plan.ts';
import { sampleDesired, sampleInput, sampleMachine, sampleObserved, sampleRules } from '../samples.ts';
import {
  badRejected,
  type Case,
  foreign,
  ledgered,
  marked,
  only,
  planned,
  rejection,
  release,
  remarked,
  standing,
  stopped,
  wish,
} from './scene.ts';

/** Reasons that come from what is found on the machine. */
export const foundCases: readonly Case[] = [
  {
    reason: 'edited-by-hand',
    when: 'the file was edited',
    made: () => planned(wish(), marked({ edited: true, definition: null })),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'unit-missing',
    when: 'its file is gone and it still runs',
    made: () =>
      planned(
        wish(),
        only(() => ({ installed: { kind: 'absent' } })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'unit-missing',
    when: 'all of it is gone, though it was good',
    made: () =>
      planned(
        wish(),
        standing(() => ({ instances: [] })),
      ),
    action: 'create',
    work: [true, 'start'],
    drift: true,
  },
  {
    reason: 'file-drifted',
    when: 'a managed file was edited',
    made: () =>
      planned(
        wish(),
        standing(() => ({ files: { '/etc/api': 'c'.repeat(64) } })),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
  },
  {
    reason: 'file-drifted',
    when: 'a managed file is gone',
    made: () =>
      planned(
        wish(),
        standing(() => ({ files: { '/etc/api': null } })),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
  },
  {
    reason: 'not-running',
    when: 'it was stopped by somebody',
    made: () =>
      planned(
        wish(),
        only(() => stopped),
      ),
    action: 'start',
    work: [false, 'start'],
    drift: true,
  },
  {
    reason: 'failed',
    when: 'it crashed for good',
    made: () =>
      planned(
        wish(),
        only(() => ({ run: { kind: 'failed', result: 'signal', exitStatus: 9 } })),
      ),
    action: 'start',
    work: [false, 'start'],
    drift: true,
  },
  {
    reason: 'failed',
    when: 'its manager is starting it again and again',
    made: () =>
      planned(
        wish(),
        only(() => ({ run: { kind: 'crashlooping', restarts: 3 } })),
      ),
    action: 'none',
  },
  {
    reason: 'running-old-definition',
    when: 'it was installed and not restarted',
    made: () =>
      planned(
        wish(),
        only(({ run }) => ({ run: run.kind === 'running' ? { ...run, restartHash: 'v1:old' } : run })),
      ),
    action: 'restart',
    work: [false, 'restart'],
    drift: true,
  },
  {
    reason: 'running-old-definition',
    when: 'it was installed and not reloaded',
    made: () =>
      planned(
        wish(),
        only(({ run }) => ({ run: run.kind === 'running' ? { ...run, reloadHash: 'v1:old' } : run })),
      ),
    action: 'reload',
    work: [false, 'reload'],
    drift: true,
  },
  {
    reason: 'not-loaded',
    when: 'the manager has not read it',
    made: () =>
      planned(
        wish(),
        only(({ loaded }) => ({ loaded: { ...loaded, stale: true } })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'boot-differs',
    when: 'somebody disabled it',
    made: () =>
      planned(
        wish(),
        only(() => ({ boot: false })),
      ),
    action: 'update',
    work: [true, 'none'],
    drift: true,
  },
  {
    reason: 'overridden',
    when: 'a drop-in that is not ours lies beside it',
    made: () => planned(wish(), marked({ overrides: ['/etc/x.d/o.conf'] })),
    action: 'none',
  },
  {
    reason: 'held',
    when: 'an operator stopped it',
    made: () =>
      planned(
        wish(),
        ledgered(
          { holds: { api: { by: 'ana', reason: 'reindex', since: '', wanted: 'stopped' } } },
          only(() => stopped),
        ),
      ),
    action: 'none',
    held: true,
  },
  {
    reason: 'rejected',
    when: 'the wanted release failed before',
    made: () => planned(wish({ command: ['/bad'] }), badRejected()),
    action: 'none',
    denial: 'rejected',
  },
  {
    reason: 'rejected',
    when: 'the first release of all failed and still runs',
    made: () =>
      planned(wish(), ledgered({ lastGood: {}, rejected: { api: [{ release: release(), ...rejection }] } })),
    action: 'stop',
    work: [false, 'stop'],
    denial: 'rejected',
  },
  {
    reason: 'put-back',
    when: 'the rejected release stands where the good one should',
    made: () =>
      planned(
        wish(),
        ledgered({ lastGood: { api: 'good' }, rejected: { api: [{ release: release(), ...rejection }] } }),
      ),
    action: 'restart',
    work: [true, 'restart'],
    drift: true,
    denial: 'rejected',
  },
  {
    reason: 'protected',
    when: 'nobody wants it, but its mark protects it',
    made: () => planned([], remarked({ protected: true }), { allowEmpty: true }),
    action: 'none',
  },
  {
    reason: 'protected',
    when: 'even a destroy',
    made: () => planned([], remarked({ protected: true }), { destroy: true }),
    action: 'none',
    denial: 'protected',
  },
  {
    reason: 'foreign',
    when: 'somebody else’s thing has the name',
    made: () =>
      planned(
        wish(),
        only(() => ({ installed: foreign })),
      ),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'foreign',
    when: 'a file lies where ours should',
    made: () => planned(wish(), sampleMachine('web-1', [], { files: { '/etc/api': 'd'.repeat(64) } })),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'mark-copied',
    when: 'the mark was written for another machine',
    made: () => planned(wish(), remarked({ machineId: 'other' })),
    action: 'none',
    denial: 'foreign',
  },
  {
    reason: 'mark-copied',
    when: 'and it is taken over',
    made: () => planned(wish(), remarked({ machineId: 'other' }), { takeOver: true }),
    action: 'update',
    work: [true, 'none'],
  },
  {
    reason: 'other-owner',
    when: 'another stack owns it',
    made: () => planned(wish(), remarked({ owner: 'others' }), { takeOver: true }),
    action: 'none',
    denial: 'other-owner',
  },
  {
    reason: 'unreachable',
    when: 'nobody could look',
    made: () =>
      plan(
        sampleInput(
          sampleDesired(wish()),
          sampleObserved([{ kind: 'unreachable', machine: 'web-1', reason: 'timed out' }]),
        ),
        sampleRules,
      ),
    action: 'none',
  },
  {
    reason: 'unreachable',
    when: 'it cannot be told whether it runs',
    made: () =>
      planned(
        wish({ command: ['/other'] }),
        only(() => ({ run: { kind: 'unknown', reason: 'no /proc' } })),
      ),
    action: 'none',
  },
];
