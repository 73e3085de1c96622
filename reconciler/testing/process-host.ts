import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import type { BackendContext } from '../backends/backend.ts';
import { supervisor } from '../backends/process/generated/supervisor.ts';
import { instanceDirectory, supervisorFile } from '../backends/process/paths.ts';
import { processBackend } from '../backends/process/process.ts';
import type { Definition } from '../model/definition.ts';
import type { Mark, ObservedInstance, Run } from '../model/observed.ts';
import { markFor, sampleContext } from './process-samples.ts';

/** An owner's directory on this very machine, where the process backend's own supervisor runs real programs. */
export interface ProcessHost extends AsyncDisposable {
  readonly context: BackendContext;
  install(definition: Definition, letter?: string): Mark;
  supervisor(verb: string, ...instances: string[]): Promise<Finished>;
  /** The same, with an argument that is no instance. */
  supervisorOf(verb: string, argument: string): Promise<Finished>;
  look(...instances: string[]): Promise<readonly ObservedInstance[]>;
  run(instance: string): Promise<Run>;
  /** Looks until the instance is as wished. */
  until(instance: string, wished: (run: Run) => boolean): Promise<Run>;
  file(instance: string, name: string): string;
}

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface HostOptions {
  /** What `sh` is: the program that a link of that name points to. */
  readonly shell?: string;
  /** Changes the program before it is written. */
  readonly rewrite?: (program: string) => string;
  readonly crontab?: string;
}

export function openProcessHost(options: HostOptions = {}): ProcessHost {
  const root = mkdtempSync(join(tmpdir(), 'provctl-process-'));
  const bin = join(root, 'bin');
  mkdirSync(bin);
  if (options.shell !== undefined) symlinkSync(options.shell, join(bin, 'sh'));
  if (options.crontab !== undefined) writeFileSync(join(bin, 'crontab'), options.crontab, { mode: 0o755 });
  const context = contextAt(join(root, 'owner'));
  mkdirSync(context.ownerDirectory);
  const program = supervisorFile(context);
  writeFileSync(program, (options.rewrite ?? ((text) => text))(supervisor));
  const env = { PATH: `${bin}:${process.env['PATH'] ?? '/usr/bin:/bin'}` };
  const sh = (argv: readonly string[]) =>
    execute(options.shell === undefined ? '/bin/sh' : join(bin, 'sh'), argv, env);
  const instances = () => {
    const folder = join(context.ownerDirectory, 'instances');
    return existsSync(folder) ? readdirSync(folder).filter((name) => !name.startsWith('.')) : [];
  };
  const host: ProcessHost = {
    context,
    install(definition, letter = 'a') {
      const mark = markFor(context, definition, letter);
      mkdirSync(dirname(mark.path), { recursive: true });
      writeFileSync(`${mark.path}.new`, processBackend.render(context, definition, mark));
      renameSync(`${mark.path}.new`, mark.path);
      return mark;
    },
    supervisor: (verb, ...names) =>
      sh([program, verb, ...names.map((name) => instanceDirectory(context, name))]),
    supervisorOf: (verb, argument) => sh([program, verb, argument]),
    async look(...names) {
      const [operation] = processBackend.observe(context, names);
      if (operation?.kind !== 'exec') throw new Error('not an exec');
      const { status, stdout, stderr } = await sh(operation.argv.slice(1));
      return processBackend.parse(context, names, [
        { kind: 'exited', status, timedOut: false, stdout, stderr, truncated: false },
      ]);
    },
    async run(instance) {
      const [seen] = await host.look(instance);
      if (seen === undefined) throw new Error('not observed');
      return seen.run;
    },
    async until(instance, wished) {
      const deadline = performance.now() + 20_000;
      for (;;) {
        const run = await host.run(instance);
        if (wished(run)) return run;
        if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(run)}`);
        await after(20);
      }
    },
    file: (instance, name) => readFileSync(join(instanceDirectory(context, instance), name), 'utf8'),
    async [Symbol.asyncDispose]() {
      if (instances().length > 0) await host.supervisor('remove', ...instances());
      rmSync(root, { recursive: true, force: true });
    },
  };
  return host;
}

function execute(
  program: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Finished> {
  return new Promise((resolve) => {
    const limits = { maxBuffer: 256 * 1024 * 1024, env };
    execFile(program, [...argv], limits, (error, stdout, stderr) => {
      resolve({
        status: typeof error?.code === 'number' ? error.code : error === null ? 0 : 255,
        stdout,
        stderr,
      });
    });
  });
}

function contextAt(ownerDirectory: string): BackendContext {
  return {
    ...sampleContext,
    ownerDirectory,
    facts: {
      ...sampleContext.facts,
      bootId: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
      uid: process.getuid?.() ?? 0,
      stateRoot: dirname(ownerDirectory),
    },
  };
}
