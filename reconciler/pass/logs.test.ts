import { expect, it } from 'vitest';
import { backends } from '../backends/registry.ts';
import { sampleContext } from '../testing/process-samples.ts';
import { logCommand } from './logs.ts';

it.each(backends.map(({ name, datesLogs }) => [name, datesLogs] as const))(
  'never shows older lines of %s for newer ones',
  (backend, datesLogs) => {
    const command = (since: number | null) =>
      logCommand(sampleContext, { backend, instance: 'api' }, { lines: 10, follow: false, since });
    if (datesLogs) expect(command(1_000)).not.toEqual(command(2_000));
    else expect(() => command(1_000)).toThrow('logs.undated');
  },
);
