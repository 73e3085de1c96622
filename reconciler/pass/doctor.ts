import { backends } from '../backends/registry.ts';
import { describeError, text } from '../config/text.ts';
import type { BackendName } from '../model/definition.ts';
import type { Machine } from '../model/desired.ts';
import type { Session } from '../transports/session.ts';
import type { Finding } from './engine.ts';
import type { World } from './world.ts';

const here: Machine = { name: 'local', connection: { kind: 'local' }, labels: {}, fleet: null };

/** What provctl needs on this machine, looked at one by one; a finding that failed says what would help. */
export async function doctor(world: World): Promise<readonly Finding[]> {
  return [await journal(world), ...(await machine(world))];
}

async function journal(world: World): Promise<Finding> {
  try {
    const store = await world.store();
    return { subject: text('doctor.journal'), state: 'ok', detail: store.journal, help: '' };
  } catch (error) {
    return failed(text('doctor.journal'), error);
  }
}

async function machine(world: World): Promise<readonly Finding[]> {
  const transport = world.transports.find((candidate) => candidate.kind === 'local');
  if (transport === undefined) return [];
  try {
    await using session = await transport.open(here, { stateRoot: world.stateRoot });
    const { facts } = session;
    const found: Finding[] = [
      {
        subject: text('doctor.machine'),
        state: 'ok',
        detail: `${facts.kernel} ${facts.hostname}, ${facts.user}, ${facts.stateRoot}`,
        help: '',
      },
    ];
    found.push(await git(session));
    for (const backend of backends.filter(({ name }) => isOf(facts.kernel, name))) {
      const isThere = backend.available(facts);
      found.push({
        subject: text('doctor.backend', { backend: backend.name }),
        state: isThere ? 'ok' : 'warning',
        detail: isThere ? text('doctor.available') : text('doctor.missing'),
        help: isThere ? '' : text('doctor.missingHelp', { backend: backend.name }),
      });
    }
    return found;
  } catch (error) {
    return [failed(text('doctor.machine'), error)];
  }
}

/** No Linux ever has launchd, and no Mac systemd: that is nothing to be warned of. */
function isOf(kernel: string, backend: BackendName): boolean {
  if (backend === 'launchd') return kernel === 'Darwin';
  return backend !== 'systemd' || kernel === 'Linux';
}

async function git(session: Session): Promise<Finding> {
  const [answer] = await session.read([
    { kind: 'exec', argv: ['git', '--version'], timeoutMs: 10_000, maxOutputBytes: 1000 },
  ]);
  const subject = text('doctor.git');
  if (answer?.kind === 'exited' && answer.status === 0)
    return { subject, state: 'ok', detail: answer.stdout.trim(), help: '' };
  return { subject, state: 'failed', detail: text('doctor.missing'), help: text('doctor.gitHelp') };
}

function failed(subject: string, error: unknown): Finding {
  const described = describeError(error);
  return { subject, state: 'failed', detail: described.message, help: described.help ?? '' };
}
