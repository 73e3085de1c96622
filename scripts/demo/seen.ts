export interface Seen {
  readonly instance: string;
  readonly pid: number;
  readonly release: string | null;
}

/** The running instances in the JSON of `provctl get services`: whatever has a process, under the instance's name. */
export function runningOf(text: string): ReadonlyMap<string, Seen> {
  const found = new Map<string, Seen>();
  visit(JSON.parse(text), (node) => {
    const run = node['run'];
    const pid =
      isObject(run) && run['kind'] === 'running' && isObject(run['process']) ? run['process']['pid'] : null;
    if (typeof node['instance'] !== 'string' || typeof pid !== 'number') return;
    const release = isObject(run) && typeof run['release'] === 'string' ? run['release'] : null;
    found.set(node['instance'], { instance: node['instance'], pid, release });
  });
  return found;
}

type Node = Readonly<Record<string, unknown>>;

function visit(value: unknown, see: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, see);
  else if (isObject(value)) {
    see(value);
    for (const one of Object.values(value)) visit(one, see);
  }
}

function isObject(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
