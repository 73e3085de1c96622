/** What {@link observeText} printed. */
export interface Sections {
  readonly bootId: string;
  readonly crontab: boolean;
  /** Instance → SHA-256 of its service file's bytes. */
  readonly digests: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
  readonly records: ReadonlyMap<string, string>;
  readonly reloaded: ReadonlyMap<string, string>;
  /** Null: two processes claim the number. */
  readonly processes: ReadonlyMap<number, ProcessLook | null>;
  /** Process → what its environment says under PROVCTL_SPEC. */
  readonly specs: ReadonlyMap<number, readonly string[]>;
}

export interface ProcessLook {
  readonly state: string;
  readonly group: number;
  readonly start: string;
}

const nothing: Sections = {
  bootId: '',
  crontab: false,
  digests: new Map(),
  services: new Map(),
  records: new Map(),
  reloaded: new Map(),
  processes: new Map(),
  specs: new Map(),
};

/** Null when it is not one whole answer. */
export function readSections(text: string): Sections | null {
  if (text === 'none\n') return nothing;
  if (!text.endsWith('\nend\n')) return null;
  const lines = text.slice(0, -'\nend\n'.length).split('\n');
  const boot = /^boot (\S*)$/.exec(lines[0] ?? '');
  if (boot === null) return null;
  const parts = sectionsOf(lines.slice(1));
  if (parts === null) return null;
  const digests = digestsOf(parts.digests);
  const contents = contentsOf(parts.contents);
  if (digests === null || contents === null) return null;
  return {
    bootId: boot[1] ?? '',
    crontab: parts.head.includes('crontab yes'),
    digests,
    services: contents.get('service') ?? new Map(),
    records: contents.get('record') ?? new Map(),
    reloaded: contents.get('reloaded') ?? new Map(),
    processes: processesOf(parts.processes),
    specs: specsOf(parts.environments),
  };
}

const order = ['head', 'digests', 'contents', 'processes', 'environments'] as const;
type Parts = Record<(typeof order)[number], string[]>;

/** Headings come in this order, each at most once; a line of content is led by a path, so it is never a heading. */
function sectionsOf(lines: readonly string[]): Parts | null {
  const parts: Parts = { head: [], digests: [], contents: [], processes: [], environments: [] };
  let at = 0;
  for (const line of lines) {
    const next = (order as readonly string[]).indexOf(line, at + 1);
    if (next > 0) at = next;
    else parts[order[at] ?? 'head'].push(line);
  }
  return at >= order.indexOf('processes') ? parts : null;
}

function digestsOf(lines: readonly string[]): Map<string, string> | null {
  const digests = new Map<string, string>();
  for (const line of lines) {
    const match = /^([0-9a-f]{64}) [ *]([^/]+)\/service$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) return null;
    digests.set(match[2], match[1]);
  }
  return digests;
}

function contentsOf(lines: readonly string[]): Map<string, Map<string, string>> | null {
  const gathered = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon < 0) return null;
    const path = line.slice(0, colon);
    const known = gathered.get(path);
    if (known === undefined) gathered.set(path, [line.slice(colon + 1)]);
    else known.push(line.slice(colon + 1));
  }
  const contents = new Map<string, Map<string, string>>();
  for (const [path, content] of gathered) {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    const files = contents.get(name) ?? new Map<string, string>();
    contents.set(name, files.set(path.slice(0, slash), `${content.join('\n')}\n`));
  }
  return contents;
}

/** /proc/PID/stat (proc(5)), whose name field may hold anything; or ps where there is no /proc. */
function processesOf(lines: readonly string[]): Map<number, ProcessLook | null> {
  const processes = new Map<number, ProcessLook | null>();
  const text = lines.join('\n');
  const stat = /^(\d+) \([\s\S]{0,64}?\) ([A-Za-z]) -?\d+ (\d+)(?: -?\d+){16} (\d+)(?: -?\d+)+ ?$/gm;
  const ps = /^ *(\d+) +([A-Za-z])\S* +(\d+) +(\S.*\S) *$/gm;
  for (const match of text.matchAll(text.includes('(') ? stat : ps)) {
    const pid = Number(match[1]);
    const look = {
      state: match[2] ?? '',
      group: Number(match[3]),
      start: (match[4] ?? '').replace(/ +/g, '_'),
    };
    // Whoever forges a line of another's makes that one unknown, not its own.
    processes.set(pid, processes.has(pid) && processes.get(pid)?.start !== look.start ? null : look);
  }
  return processes;
}

function specsOf(lines: readonly string[]): Map<number, readonly string[]> {
  const specs = new Map<number, string[]>();
  for (const line of lines) {
    const match = /^\/proc\/(\d+)\/environ:PROVCTL_SPEC=([0-9a-z:]*)$/.exec(line);
    if (match?.[1] === undefined || match[2] === undefined) continue;
    const pid = Number(match[1]);
    specs.set(pid, [...(specs.get(pid) ?? []), match[2]]);
  }
  return specs;
}
