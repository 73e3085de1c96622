import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import { KeyAgent, sessionAgent } from './agents.ts';
import type { Login, Method } from './login.ts';

/** One login: the configured methods, each once and in their order, and nothing that was not configured. */
export class Authentication {
  readonly #user: string;
  readonly #left: Method[];
  readonly #tried: string[] = [];
  #interactive: AnyAuthMethod | null = null;

  constructor(login: Login) {
    this.#user = login.user;
    this.#left = [...login.methods];
  }

  /** What was tried, with what an agent answered instead of keys. */
  get tried(): string {
    return this.#tried.join(', ');
  }

  /** An agent that fails is no end: the next method is tried. */
  agentFailed(detail: string): void {
    this.#tried.push(detail);
  }

  /**
   * @param offered what the server takes; null: it was not asked, because the question costs a round trip.
   * @returns null: there is nothing more to try.
   */
  next(offered: readonly AuthenticationType[] | null): AnyAuthMethod | null {
    const interactive = this.#interactive;
    this.#interactive = null;
    if (
      interactive !== null &&
      offered?.includes('keyboard-interactive') === true &&
      !offered.includes('password')
    ) {
      this.#tried.push('keyboard-interactive');
      return interactive;
    }
    for (let method = this.#left.shift(); method !== undefined; method = this.#left.shift()) {
      const name = method.kind === 'password' ? 'password' : 'publickey';
      const isOffered = offered === null || offered.includes(name);
      if (method.kind === 'password') {
        this.#interactive = interactiveAnswer(this.#user, method.password.reveal());
        if (!isOffered) return this.next(offered);
      } else if (!isOffered) continue;
      this.#tried.push(...namesOf(method));
      return this.#sent(method);
    }
    return null;
  }

  #sent(method: Method): AnyAuthMethod {
    const username = this.#user;
    switch (method.kind) {
      case 'agent':
        return { type: 'agent', username, agent: sessionAgent(method.socket, method.only) };
      case 'key':
        return { type: 'agent', username, agent: new KeyAgent(method.identities) };
      case 'password':
        return { type: 'password', username, password: method.password.reveal() };
    }
  }
}

function namesOf(method: Method): readonly string[] {
  return method.kind === 'key' ? method.identities.map(({ path }) => `key ${path}`) : [method.kind];
}

/** Where PAM asks for the password (RFC 4256): one hidden question gets it, once; any other dialogue is not ours. */
function interactiveAnswer(username: string, password: string): AnyAuthMethod {
  let isGiven = false;
  return {
    type: 'keyboard-interactive',
    username,
    prompt(_name, _instructions, _language, prompts, finish) {
      const isOne = prompts.length === 1 && prompts[0]?.echo !== true && !isGiven;
      isGiven ||= isOne;
      finish(isOne ? [password] : prompts.map(() => ''));
    },
  };
}
