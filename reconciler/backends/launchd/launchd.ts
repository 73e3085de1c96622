import type { Backend } from '../backend.ts';
import { countedSecrets, countedSecretsPath } from '../counted-secrets.ts';
import { tail } from '../tail.ts';
import { observe, parse } from './parse.ts';
import { renderPlist } from './plist.ts';
import { refusals } from './refusals.ts';
import { logFile, plistPath } from './scope.ts';
import { stages } from './stages.ts';
import { support } from './support.ts';

/** Services as launchd jobs: daemons for root, agents for everybody else. */
export const launchdBackend: Backend = {
  name: 'launchd',
  support,
  available: (facts) => facts.launchd,
  refusals,
  path: plistPath,
  render: renderPlist,
  secretsFile: (context, release, secrets) => ({
    path: countedSecretsPath(context, release),
    text: countedSecrets(secrets),
  }),
  observe,
  parse,
  stages,
  datesLogs: false,
  logs: (context, instances, options) =>
    tail(
      instances.map((instance) => logFile(context, instance)),
      options,
    ),
};
