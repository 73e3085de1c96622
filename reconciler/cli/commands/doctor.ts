import type { Command } from '../command.ts';
import { doctorLines } from '../screens/doctor.ts';

export const doctor: Command = {
  arguments: [],
  options: ['output'],
  outputs: ['table', 'json'],
  async run(context) {
    const engine = await context.engine();
    const findings = await engine.doctor();
    if (context.options.value('output') === 'json') context.out.json(findings);
    else context.out.lines(doctorLines(findings));
    return findings.some(({ state }) => state === 'failed') ? 1 : 0;
  },
};
