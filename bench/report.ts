import { cpus, release, totalmem } from 'node:os';
import type { Sample } from './measure.ts';

export interface Comparison {
  readonly title: string;
  /** What was done, so that the reader can judge whether it is fair. */
  readonly how: string;
  readonly samples: readonly Sample[];
  readonly promises: readonly Promised[];
  /** Amounts beside the times, each with its limit. */
  readonly limits?: readonly Limit[];
}

export interface Limit {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly below: number;
}

export interface Promised {
  readonly ours: string;
  readonly theirs: string;
  /** At most this much of the other's median. */
  readonly atMost: number;
}

interface Kept {
  readonly promise: Promised;
  readonly ratio: number;
  readonly kept: boolean;
}

function judge(comparison: Comparison): readonly Kept[] {
  return comparison.promises.map((promise) => {
    const ratio = medianOf(comparison, promise.ours) / medianOf(comparison, promise.theirs);
    return { promise, ratio, kept: ratio <= promise.atMost };
  });
}

export function isKept(comparison: Comparison): boolean {
  const limits = comparison.limits ?? [];
  return judge(comparison).every(({ kept }) => kept) && limits.every(({ value, below }) => value < below);
}

/** The numbers with the machine they are of; only ratios mean something elsewhere. */
export function report(comparisons: readonly Comparison[], programs: readonly string[]): string {
  const lines = [
    '# Results',
    '',
    'Written by `npm run bench`. Walls of whole processes, in one run, interleaved round by round after one that is not counted.',
    'Times are of this machine; the ratios are what is promised.',
    '',
    ...machine(programs),
  ];
  for (const comparison of comparisons) {
    lines.push('', `## ${comparison.title}`, '', comparison.how, '');
    lines.push('| | median | min | max | runs |', '|---|---:|---:|---:|---:|');
    for (const { name, medianMs, minMs, maxMs, runs } of comparison.samples) {
      lines.push(`| ${name} | ${shown(medianMs)} | ${shown(minMs)} | ${shown(maxMs)} | ${runs} |`);
    }
    for (const { promise, ratio, kept } of judge(comparison)) {
      const bound = `promised ≤ ${promise.atMost}×: ${verdict(kept)}`;
      lines.push('', `${promise.ours} / ${promise.theirs}: **${ratio.toFixed(3)}×** (${bound})`);
    }
    for (const { what, value, unit, below } of comparison.limits ?? []) {
      lines.push(
        '',
        `${what}: **${value} ${unit}** (promised < ${below} ${unit}: ${verdict(value < below)})`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function verdict(kept: boolean): string {
  return kept ? 'kept' : '**not kept**';
}

function machine(programs: readonly string[]): readonly string[] {
  const processors = cpus();
  const model = processors[0]?.model.trim() || process.arch;
  return [
    `- ${processors.length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${release()}`,
    `- ${programs.join(', ')}`,
  ];
}

function medianOf(comparison: Comparison, name: string): number {
  return comparison.samples.find((sample) => sample.name === name)?.medianMs ?? Number.NaN;
}

function shown(ms: number): string {
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`;
}
