import { isObject } from '../model/index.ts';

/** Labels or annotations by key. Made without a prototype, so that no key of a manifest can meet an inherited member. */
export type Labels = Readonly<Record<string, string>>;

/** The string members of a map of labels or annotations; null, other types and non-string values are left out. */
export function labelsOf(value: unknown): Labels {
  const labels: Record<string, string> = Object.create(null);
  if (!isObject(value)) return labels;
  for (const [key, member] of Object.entries(value)) if (typeof member === 'string') labels[key] = member;
  return labels;
}

export function labelAt(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

const labelPart = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const subdomain = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const dnsLabel = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;

export const isDnsLabel = (text: string): boolean => text.length <= 63 && dnsLabel.test(text);
export const isDnsSubdomain = (text: string): boolean => text.length <= 253 && subdomain.test(text);

/** What the API machinery says of a qualified name: one message for each fault, none for a right one. */
export function qualifiedNameProblems(name: string): string[] {
  const parts = name.split('/');
  const problems: string[] = [];
  if (parts.length > 2) return ['a qualified name has at most one slash'];
  const [prefix, local] = parts.length === 2 ? [parts[0], parts[1] ?? ''] : [undefined, name];
  if (prefix === '') problems.push('the part before the slash must not be empty');
  else if (prefix !== undefined && !isDnsSubdomain(prefix))
    problems.push('the part before the slash must be a DNS subdomain');
  if (local === '') problems.push('the name must not be empty');
  else if (local.length > 63) problems.push('the name must have at most 63 characters');
  if (!labelPart.test(local))
    problems.push("the name must consist of letters, digits, '-', '_' or '.', with a letter or digit at both ends");
  return problems;
}

/** What the API machinery says of a label value: one message for each fault, none for a right one. */
export function labelValueProblems(value: string): string[] {
  const problems: string[] = [];
  if (value.length > 63) problems.push('a label value has at most 63 characters');
  if (value !== '' && !labelPart.test(value)) {
    problems.push("a label value consists of letters, digits, '-', '_' or '.', with a letter or digit at both ends");
  }
  return problems;
}

/** What the API machinery says of one label. As there, what is wrong with the value does not name the key. */
export function labelProblems(key: string, value: unknown): string[] {
  const text = typeof value === 'string' ? value : '';
  const ofKey = qualifiedNameProblems(key).map((problem) => `'${key}': ${problem}`);
  return [...ofKey, ...labelValueProblems(text).map((problem) => `'${text}': ${problem}`)];
}
