import { shapes } from '../generated/shapes.ts';
import type { Path } from '../source/document.ts';

/** The order to write the fields of a definition in; fields that it does not have come last. */
export function fieldOrder(definition: string): (field: string) => number {
  const fields = Object.keys(shapes[definition]?.fields ?? {});
  return (field) => {
    const index = fields.indexOf(field);
    return index === -1 ? fields.length : index;
  };
}

/** The definition of what stands below a step. */
export function definitionBelow(definition: string, step: string | number): string {
  const shape = shapes[definition];
  if (typeof step === 'number') return shape?.items ?? '';
  const fields = shape?.fields;
  return (fields !== undefined && Object.hasOwn(fields, step) ? fields[step] : shape?.values) ?? '';
}

/** Parents before what is in them, fields in the order of the schema, elements in their own. */
export function comparePaths(kind: string, a: Path, b: Path): number {
  let definition = kind;
  for (let depth = 0; depth < Math.min(a.length, b.length); depth++) {
    const one = a[depth] ?? '';
    const other = b[depth] ?? '';
    if (one !== other) return compareSteps(definition, one, other);
    definition = definitionBelow(definition, one);
  }
  return a.length - b.length;
}

function compareSteps(definition: string, one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const order = fieldOrder(definition);
  return order(String(one)) - order(String(other));
}
