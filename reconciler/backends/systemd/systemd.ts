import type { Backend } from '../backend.ts';
import { adoptionTexts } from './in-force.ts';
import { logs, logText } from './logs.ts';
import { serviceUnit } from './name.ts';
import { observe } from './observe.ts';
import { parse } from './parse.ts';
import { refusals } from './refusals.ts';
import { scopeOf } from './scope.ts';
import { environmentFilePath, environmentFileText } from './secrets.ts';
import { stages } from './stages.ts';
import { support } from './support.ts';
import { renderUnit } from './unit.ts';

/** Services as systemd units: of the machine for root, of the user's own manager for everybody else. */
export const systemdBackend: Backend = {
  name: 'systemd',
  support,
  available: (facts) => facts.systemdVersion > 0 && (facts.uid === 0 || facts.userManager),
  refusals,
  path: (context, instance) => `${scopeOf(context).directory}/${serviceUnit(instance)}`,
  render: renderUnit,
  secretsFile: (context, release, secrets) => ({
    path: environmentFilePath(context, release),
    text: environmentFileText(secrets),
  }),
  observe,
  parse,
  stages,
  adoption: adoptionTexts,
  datesLogs: true,
  logs,
  logText,
};
