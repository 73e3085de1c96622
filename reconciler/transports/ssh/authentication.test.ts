import type { AnyAuthMethod, AuthenticationType, KeyboardInteractiveAuthMethod } from 'ssh2';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../model/secret.ts';
import { Authentication } from './authentication.ts';
import type { Method } from './login.ts';

const agent: Method = { kind: 'agent', socket: '/agent', only: null };
const key: Method = { kind: 'key', identities: [] };
const password: Method = { kind: 'password', password: new Secret('hunter2') };

function login(...methods: Method[]): Authentication {
  return new Authentication({
    user: 'ana',
    methods,
    knownHosts: [],
    hostKeys: 'strict',
    becomePassword: null,
  });
}

/** Types in the order in which they are sent, when the server takes none of them. */
function sent(
  authentication: Authentication,
  offered: readonly AuthenticationType[] | null,
): readonly string[] {
  const types: string[] = [];
  let next = authentication.next(null);
  while (next !== null && types.length < 10) {
    types.push(next.type);
    next = authentication.next(offered);
  }
  return types;
}

describe('a login', () => {
  it('tries what is configured, in that order, each once', () => {
    const offered = ['publickey', 'password'] as const;
    expect(sent(login(password, agent, key), offered)).toEqual(['password', 'agent', 'agent']);
    expect(sent(login(key, password), offered)).toEqual(['agent', 'password']);
    expect(sent(login(key), offered)).toEqual(['agent']);
    expect(sent(login(), offered)).toEqual([]);
  });

  it('does not offer what the server does not take', () => {
    expect(sent(login(agent, password), ['publickey'])).toEqual(['agent']);
    expect(sent(login(password, agent, key), ['password'])).toEqual(['password']);
  });

  it('answers the question for the password where that is the only way, and a wrong one is not tried twice', () => {
    expect(sent(login(password), ['keyboard-interactive'])).toEqual(['password', 'keyboard-interactive']);
    expect(sent(login(key, password), ['publickey', 'keyboard-interactive'])).toEqual([
      'agent',
      'keyboard-interactive',
    ]);
    expect(sent(login(password), ['password', 'keyboard-interactive'])).toEqual(['password']);
  });

  it('gives the password to one hidden question, once, and nothing to any other', () => {
    const authentication = login(password);
    authentication.next(null);
    const method = authentication.next(['keyboard-interactive']);
    const answers = (...echo: boolean[]) => answered(method, echo);
    expect(answers(true)).toEqual(['']);
    expect(answers(false, false)).toEqual(['', '']);
    expect(answers()).toEqual([]);
    expect(answers(false)).toEqual(['hunter2']);
    expect(answers(false)).toEqual(['']);
  });

  it('tells what it tried, and never the password', () => {
    const authentication = login(password, agent);
    sent(authentication, ['publickey', 'password']);
    authentication.agentFailed('no agent');
    expect(authentication.tried).toBe('password, agent, no agent');
  });
});

function answered(method: AnyAuthMethod | null, echo: readonly boolean[]): readonly string[] {
  let given: readonly string[] = [];
  const interactive = method as KeyboardInteractiveAuthMethod;
  interactive.prompt(
    '',
    '',
    '',
    echo.map((one) => ({ prompt: '?', echo: one })),
    (answers) => {
      given = answers;
    },
  );
  return given;
}
