/** One part of a selector; the words are those of Kubernetes' label selectors. */
export type Requirement =
  | { readonly kind: 'in' | 'not-in'; readonly label: string; readonly values: readonly string[] }
  | { readonly kind: 'exists' | 'absent'; readonly label: string };

export type Selector = readonly Requirement[];

/** Where a selector stops making sense. */
export interface SelectorProblem {
  readonly part: string;
}

const label = '[A-Za-z0-9](?:[A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?';
const value = '(?:[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?';
const equality = new RegExp(`^(${label})\\s*(==|=|!=)\\s*(${value})$`);
const membership = new RegExp(`^(${label})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const existence = new RegExp(`^(!?)\\s*(${label})$`);
const oneValue = new RegExp(`^${value}$`);

export function parseSelector(written: string): Selector | SelectorProblem {
  const requirements: Requirement[] = [];
  for (const part of partsOf(written)) {
    const requirement = requirementOf(part.trim());
    if (requirement === null) return { part: part.trim() };
    requirements.push(requirement);
  }
  return requirements;
}

export function matches(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  return selector.every((requirement) => holds(requirement, labels));
}

/** As in Kubernetes, `!=` and `notin` also hold where there is no such label. */
function holds(requirement: Requirement, labels: Readonly<Record<string, string>>): boolean {
  const found = Object.hasOwn(labels, requirement.label) ? labels[requirement.label] : undefined;
  switch (requirement.kind) {
    case 'in':
      return found !== undefined && requirement.values.includes(found);
    case 'not-in':
      return found === undefined || !requirement.values.includes(found);
    case 'exists':
      return found !== undefined;
    case 'absent':
      return found === undefined;
  }
}

/** Split at the commas outside parentheses. */
function partsOf(written: string): readonly string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const character of written) {
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function requirementOf(part: string): Requirement | null {
  const equal = equality.exec(part);
  if (equal !== null)
    return { kind: equal[2] === '!=' ? 'not-in' : 'in', label: equal[1] ?? '', values: [equal[3] ?? ''] };
  const member = membership.exec(part);
  if (member !== null) {
    const values = (member[3] ?? '').split(',').map((one) => one.trim());
    if (values.some((one) => one === '' || !oneValue.test(one))) return null;
    return { kind: member[2] === 'in' ? 'in' : 'not-in', label: member[1] ?? '', values };
  }
  const exists = existence.exec(part);
  return exists === null ? null : { kind: exists[1] === '!' ? 'absent' : 'exists', label: exists[2] ?? '' };
}
