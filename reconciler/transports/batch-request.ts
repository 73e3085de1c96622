import type { Batch, Mutation } from '../model/operation.ts';
import { putGroup, putGroups } from './put-group.ts';
import { count, exec, identityWords, nameWord, pathLine, precondition, word } from './words.ts';

export interface BatchRequest {
  readonly words: string;
  /** The operations, then what they refer to by number: texts of a group of puts, and raw contents. */
  readonly sections: readonly Buffer[];
}

/** A batch as the runner spools it. */
export function batchRequest(batch: Batch): BatchRequest {
  const sections: Buffer[] = [Buffer.alloc(0)];
  const texts = putGroups(batch.operations).map((group) =>
    'puts' in group ? putGroup(group.puts, sections) : mutationText(group.operation),
  );
  sections[0] = Buffer.from(texts.join(''), 'utf8');
  const { lease, epoch, sequence } = batch.fence;
  const words = [
    nameWord(batch.owner, 'owner'),
    nameWord(batch.id, 'id'),
    count(lease, 'lease'),
    count(epoch, 'epoch'),
    count(sequence, 'sequence'),
    count(batch.maxLifeMs, 'maxLifeMs'),
    batch.operations.length,
    ...sections.map((section) => section.length),
  ].join(' ');
  return { words, sections };
}

function mutationText(operation: Exclude<Mutation, { kind: 'put' }>): string {
  switch (operation.kind) {
    case 'remove':
      return `remove\n${pathLine(operation.path)}${precondition(operation.when)}`;
    case 'removeTree':
      return `removeTree\n${pathLine(operation.path)}`;
    case 'makeDirectory':
      return `makeDirectory ${word(operation.mode, /^[0-7]{3,4}$/, 'mode')}\n${pathLine(operation.path)}`;
    case 'signal': {
      const signal = word(operation.signal, /^(SIG)?[A-Z][A-Z0-9]{1,9}$/, 'signal').replace(/^SIG/, '');
      return `signal ${identityWords(operation.process)} ${operation.group ? 1 : 0} ${signal}\n`;
    }
    case 'exec': {
      const { words, fields } = exec(operation);
      const accept = (operation.accept ?? [0]).map((status) => count(status, 'accept')).join(',');
      return `exec ${words} ${accept || 'none'}\n${precondition(operation.when)}${fields}`;
    }
  }
}
