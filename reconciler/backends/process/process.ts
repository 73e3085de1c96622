import type { Backend, BackendContext } from '../backend.ts';
import { countedSecrets, countedSecretsPath } from '../counted-secrets.ts';
import { observing } from '../printed.ts';
import { tail } from '../tail.ts';
import { observeText } from './observe-text.ts';
import { parse } from './parse.ts';
import { instanceDirectory, serviceFile } from './paths.ts';
import { refusals } from './refusals.ts';
import { renderService } from './render.ts';
import { stages } from './stages.ts';
import { support } from './support.ts';

/** Programs with nothing but a shell: a generated supervisor for each, and one record that says who runs. */
export const processBackend: Backend = {
  name: 'process',
  support,
  available: () => true,
  refusals,
  path: serviceFile,
  render: renderService,
  secretsFile: (context, release, secrets) => ({
    path: countedSecretsPath(context, release),
    text: countedSecrets(secrets),
  }),
  observe: (context) => [observing(observeText, context.ownerDirectory)],
  parse,
  stages,
  datesLogs: false,
  logs: (context, instances, options) =>
    tail(
      instances.map((instance) => logFile(context, instance)),
      options,
    ),
};

function logFile(context: BackendContext, instance: string): string {
  return `${instanceDirectory(context, instance)}/output.log`;
}
