import type { Duplex } from 'node:stream';
import { defaults } from '../config/generated/defaults.ts';
import { text } from '../config/text.ts';
import type { Check } from '../model/definition.ts';
import { ProvctlError } from '../model/error.ts';
import type { Session } from '../transports/session.ts';
import { httpStatus } from './http.ts';
import { type ListenerOwner, type Loopback, listenerQuestion, parseListener } from './listener.ts';
import type { Sample } from './tally.ts';

/** What a check is asked of. */
export interface ProbeTarget {
  readonly session: Session;
  /** A listener that is not of these processes says nothing about the instance. */
  readonly owner: ListenerOwner;
  /** For command checks, which run as the login; without secrets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks once. That the instance was not restarted meanwhile (same invocation and restarts before and after) is for the
 * caller to see, who looks at it anyway.
 * @throws only when `signal` ends it.
 */
export async function probe(check: Check, target: ProbeTarget): Promise<Sample> {
  const deadline = AbortSignal.timeout(check.timeoutMs);
  const signal = target.signal === undefined ? deadline : AbortSignal.any([deadline, target.signal]);
  try {
    switch (check.probe.kind) {
      case 'command':
        return await probeCommand(check.probe.command, check.timeoutMs, target);
      case 'http':
        return await ofTheInstance(check.probe.port, await probeHttp(check.probe, target, signal), target);
      case 'tcp':
        return await ofTheInstance(
          check.probe.port,
          await probeTcp(check.probe.port, target, signal),
          target,
        );
    }
  } catch (error) {
    target.signal?.throwIfAborted();
    return failure(error, check, deadline.aborted);
  }
}

type HttpProbe = Extract<Check['probe'], { kind: 'http' }>;

/** What an address answered; only whoever listens there can have said it. */
interface Answer {
  readonly host: Loopback;
  readonly sample: Sample;
}

async function probeHttp(http: HttpProbe, target: ProbeTarget, signal: AbortSignal): Promise<Answer> {
  const { stream, host } = await dial(target.session, http.port, signal);
  const status = await httpStatus(stream, http, signal).finally(() => stream.destroy());
  const isGood = http.status.length === 0 ? status >= 200 && status < 400 : http.status.includes(status);
  if (isGood) return { host, sample: { kind: 'pass', reason: '' } };
  return { host, sample: { kind: 'fail', reason: text('probe.http-status', { path: http.path, status }) } };
}

async function probeTcp(port: number, target: ProbeTarget, signal: AbortSignal): Promise<Answer> {
  const { stream, host } = await dial(target.session, port, signal);
  stream.destroy();
  return { host, sample: { kind: 'pass', reason: '' } };
}

async function probeCommand(
  command: readonly string[],
  timeoutMs: number,
  target: ProbeTarget,
): Promise<Sample> {
  const [result] = await target.session.read(
    [
      {
        kind: 'exec',
        argv: command,
        timeoutMs,
        maxOutputBytes: defaults.checks.maxOutputBytes,
        ...(target.env === undefined ? {} : { env: target.env }),
        ...(target.cwd === undefined ? {} : { cwd: target.cwd }),
      },
    ],
    target.signal,
  );
  if (result?.kind === 'exited' && result.timedOut)
    return { kind: 'fail', reason: text('probe.no-answer', { timeoutMs }) };
  if (result?.kind === 'exited' && result.status === 0) return { kind: 'pass', reason: '' };
  // What it printed is left out: it may hold what belongs in no journal.
  if (result?.kind === 'exited')
    return { kind: 'fail', reason: text('probe.command-status', { status: result.status }) };
  if (result?.kind === 'failed')
    return { kind: 'fail', reason: text('probe.command-failed', { detail: result.reason }) };
  return { kind: 'unknown', reason: text('probe.no-word') };
}

/** An answer counts only when it came from the instance: another program on its port proves nothing about it. */
async function ofTheInstance(port: number, answer: Answer, target: ProbeTarget): Promise<Sample> {
  const question = listenerQuestion(port, target.owner, answer.host);
  const [result] = await target.session.read([question], target.signal);
  const listener = parseListener(result);
  switch (listener.kind) {
    case 'owned':
      return answer.sample;
    case 'none':
      return { kind: 'fail', reason: text('probe.not-listening', { port }) };
    case 'foreign':
      return {
        kind: 'unknown',
        reason: text('probe.foreign-listener', { port, holder: listener.holder || '?' }),
      };
    case 'unknown':
      return { kind: 'unknown', reason: text(`probe.listener.${listener.cause}`, { port }) };
  }
}

/** IPv4's loopback, and IPv6's where only that one answers. */
async function dial(
  session: Session,
  port: number,
  signal: AbortSignal,
): Promise<{ readonly stream: Duplex; readonly host: Loopback }> {
  let host: Loopback = '127.0.0.1';
  const stream = await session.dial(host, port, signal).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    host = '::1';
    return session.dial(host, port, signal);
  });
  // A reset after the answer is nobody's concern, and must not end the process.
  return { stream: stream.on('error', () => {}), host };
}

function failure(error: unknown, check: Check, isLate: boolean): Sample {
  const port = 'port' in check.probe ? check.probe.port : 0;
  // A line that dropped says nothing about the instance.
  if (error instanceof ProvctlError && !isRefusal(error))
    return { kind: 'unknown', reason: text('probe.no-word') };
  if (isLate) return { kind: 'fail', reason: text('probe.no-answer', { timeoutMs: check.timeoutMs }) };
  if (isRefusal(error)) return { kind: 'fail', reason: text('probe.not-listening', { port }) };
  return { kind: 'fail', reason: text('probe.broken', { port, code: codeOf(error) }) };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof ProvctlError)
    return error.kind === 'transport.refused' || (error.source !== undefined && isRefusal(error.source));
  return ['ECONNREFUSED', 'EADDRNOTAVAIL', 'EHOSTUNREACH', 'ENETUNREACH'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : 'error';
}
