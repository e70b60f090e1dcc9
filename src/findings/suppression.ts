import { type Manifest, stringAt } from '../model/index.ts';

export const annotation = 'sidecarlint.dev/ignore';

/** One line of the annotation: `<rule>[@<container>] [until=YYYY-MM-DD] -- <reason>`. */
export interface Suppression {
  rule: string;
  container: string;
  /** '' or YYYY-MM-DD: the last day it holds. */
  until: string;
  reason: string;
  /** As written, for messages. */
  text: string;
}

export interface SuppressionProblem {
  text: string;
  message: string;
}

const form = /^(?<rule>[^\s@]+)(?:@(?<container>\S+))?(?:\s+until=(?<until>\S+))?\s+--\s*(?<reason>.*)$/;

/** What a line may name. */
interface Known {
  rules: { has(id: string): boolean };
  containers(): readonly string[];
  unknownRule(id: string): string;
}

/** Reads the annotation of an object. `known` are the ids a line may name. */
export function suppressionsOf(
  manifest: Manifest,
  known: Known,
): { suppressions: Suppression[]; problems: SuppressionProblem[] } {
  const suppressions: Suppression[] = [];
  const problems: SuppressionProblem[] = [];
  for (const line of stringAt(manifest.object, 'metadata', 'annotations', annotation).split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    const groups = form.exec(text)?.groups;
    const [rule = '', container = '', until = '', reason = ''] = [
      groups?.rule,
      groups?.container,
      groups?.until,
      groups?.reason?.trim(),
    ];
    const wrong = check({ rule, container, until, reason, text }, groups !== undefined, known);
    if (wrong === '') suppressions.push({ rule, container, until, reason, text });
    else problems.push({ text, message: wrong });
  }
  return { suppressions, problems };
}

function check(line: Suppression, matched: boolean, known: Known): string {
  if (!matched) {
    const reasonless = !line.text.includes('--');
    const wanted = "wanted: '<rule>[@<container>] [until=YYYY-MM-DD] -- <reason>'";
    return reasonless ? `'${line.text}' gives no reason; ${wanted}` : `'${line.text}' cannot be read; ${wanted}`;
  }
  if (line.reason === '') return `'${line.text}' gives no reason after '--'; say why this finding is let pass`;
  if (!known.rules.has(line.rule)) return known.unknownRule(line.rule);
  if (line.until !== '' && !isDate(line.until)) return `'until=${line.until}' is no date; wanted until=YYYY-MM-DD`;
  if (line.container !== '' && !known.containers().includes(line.container)) {
    return `the object has no container '${line.container}'; it has: ${known.containers().join(', ') || 'none'}`;
  }
  return '';
}

function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** Whether a suppression still holds on `today` (YYYY-MM-DD; '' when nobody said which day it is). */
export function holds(suppression: Pick<Suppression, 'until'>, today: string): boolean {
  return suppression.until === '' || today === '' || today <= suppression.until;
}
