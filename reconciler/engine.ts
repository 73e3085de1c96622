import { randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backends } from './backends/registry.ts';
import { defaults } from './config/generated/defaults.ts';
import { loadConfiguration } from './config/provctl-toml.ts';
import { fetchSource } from './fetch/fetch.ts';
import { gatherSecret, gatherSecrets } from './gather/secrets.ts';
import { controllerOf } from './pass/controller.ts';
import type { Engine, EngineOptions } from './pass/engine.ts';
import { engineOn } from './pass/engine-on.ts';
import type { Clock, World } from './pass/world.ts';
import { type Log, openLog } from './record/log.ts';
import type { Store } from './record/store.ts';
import { transports } from './transports/registry.ts';

/**
 * The engine on this machine's real clock, journal, lines and configuration; a program that puts itself between them
 * and the engine (to count, to delay, to fail) does so in `refine`.
 */
export async function makeEngine(
  options: EngineOptions,
  refine: (world: World) => World = (world) => world,
): Promise<Engine> {
  const configuration = await loadConfiguration({
    flags: {
      ...(options.configFile === null ? {} : { config: options.configFile }),
      ...(options.stateDirectory === null ? {} : { stateDir: options.stateDirectory }),
    },
    env: process.env,
    home: homedir(),
    uid: process.getuid?.() ?? -1,
    workingDirectory: process.cwd(),
  });
  const { level, file } = configuration.log;
  const log = await openLog(file === null ? null : { level, file });
  let store: Promise<Store> | null = null;
  const directory = configuration.state.dir;
  const actor = `${userInfo().username}@${hostname()}`;
  const world: World = {
    store() {
      store ??= openJournal(directory, log);
      return store;
    },
    transports: transports({
      credentials: configuration.credentials,
      allow: configuration.machines.allow,
      trustDirectory: join(directory, 'known_hosts'),
      home: homedir(),
      user: userInfo().username,
      agentSocket: process.env['SSH_AUTH_SOCK'] || null,
      secret: (name, from) => gatherSecret(name, from, process.env),
    }),
    backends,
    fetch: (request, signal) =>
      fetchSource(request, {
        cacheDirectory: join(directory, 'repositories'),
        env: process.env,
        ...(signal === undefined ? {} : { signal }),
      }),
    stackText: (request) => (request.kind === 'folder' ? stackText(request.folder) : null),
    secrets: async (names) => gatherSecrets(names, configuration.secrets, process.env),
    log,
    actor,
    controller: controllerOf(actor, process.pid),
    stateRoot: directory,
    ownsHere: (owner) => existsSync(join(directory, owner, 'ledger.json')),
    clock: realClock,
    random: (bytes) => randomBytes(bytes).toString('hex'),
  };
  const engine = engineOn(refine(world));
  return {
    ...engine,
    async [Symbol.asyncDispose]() {
      await engine[Symbol.asyncDispose]();
      await (await store?.catch(() => null))?.[Symbol.asyncDispose]();
    },
  };
}

/** Every event is logged as it is journalled. */
async function openJournal(directory: string, log: Log): Promise<Store> {
  const { openStore } = await import('./record/sqlite-store.ts');
  const store = await openStore(directory);
  return {
    journal: store.journal,
    async append(draft) {
      const event = await store.append(draft);
      log.event(event);
      return event;
    },
    async appendAll(drafts) {
      const events = await store.appendAll(drafts);
      for (const event of events) log.event(event);
      return events;
    },
    events: (filter) => store.events(filter),
    head: (stack) => store.head(stack),
    verify: (stack) => store.verify(stack),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  };
}

function stackText(folder: string): string | null {
  const file = join(folder, 'stack.yaml');
  try {
    const entry = lstatSync(file);
    const isReadable = entry.isFile() && entry.size <= defaults.fetch.maxFileBytes;
    return isReadable ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}

const realClock: Clock = {
  now: () => performance.now(),
  wall: () => new Date().toISOString(),
  wait: async (ms, signal) => {
    await wait(ms, undefined, signal === undefined ? {} : { signal });
  },
};
