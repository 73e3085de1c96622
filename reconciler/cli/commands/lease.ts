import { text } from '../../config/text.ts';
import { exitCodes } from '../../plan/exit-code.ts';
import { ask, canAsk, isApproved } from '../changing.ts';
import type { Command, Context } from '../command.ts';
import { approvalOptions, sourceOptions } from '../options.ts';
import type { Line } from '../screens/line.ts';
import { headed } from '../screens/table.ts';
import { duration } from '../screens/words.ts';
import { sourceOf } from '../source.ts';
import { usage } from '../usage.ts';

export const lease: Command = {
  arguments: [
    { name: 'action', required: true, choices: ['list', 'break'] },
    { name: 'machine', completes: 'machine' },
  ],
  options: [...sourceOptions, ...approvalOptions, 'output'],
  outputs: ['table', 'json'],
  async run(context) {
    const [action, machine] = context.words;
    if (action === 'list') return list(context, machine);
    if (machine === undefined) throw usage('missing-argument', { word: 'machine' });
    return breakLease(context, machine);
  },
};

async function list(context: Context, machine: string | undefined): Promise<number> {
  const { out, options } = context;
  const engine = await context.engine();
  const all = await engine.leases(sourceOf(context));
  const leases = all.filter((one) => machine === undefined || one.machine === machine);
  if (options.value('output') === 'json') out.json(leases);
  else
    out.clipped(
      headed(
        ['MACHINE', 'HOLDER', 'LEASE', 'LEFT'],
        leases.map((one): readonly Line[] => [
          [one.machine],
          [one.holder ?? text('cli.lease.free')],
          [String(one.lease)],
          [one.holder === null ? '' : duration(one.remainingMs)],
        ]),
      ),
    );
  return 0;
}

/** Takes the lease from whoever holds it; what that run still had under way on the machine is ended first. */
async function breakLease(context: Context, machine: string): Promise<number> {
  if (!isApproved(context)) {
    if (!canAsk(context)) throw usage('not-a-terminal', { verb: 'lease break' });
    if (!(await ask(context, text('cli.ask.break', { machine })))) {
      context.err.line(text('cli.declined'));
      return context.interrupts.stage() > 0 ? exitCodes.interrupted : exitCodes.error;
    }
  }
  const engine = await context.engine();
  const broken = await engine.breakLease(sourceOf(context), machine);
  context.out.line(broken ? text('cli.lease.broken', { machine }) : text('cli.lease.was-free', { machine }));
  return 0;
}
