import { type Finding, type Manifest, outcomes, severities, toFieldPath } from '../../model/index.ts';
import { escapeUnsafe } from '../../report/index.ts';

/** One line of what kubectl prints under "is invalid": it has to be enough by itself. */
export interface ReviewCause {
  reason: 'FieldValueInvalid';
  field: string;
  message: string;
}

/** What the words are about. */
export interface Topic {
  manifest: Manifest;
  redact: (text: string) => string;
}

/** What leaves the process about one finding. */
interface Said {
  field: string;
  message: string;
  fix: string;
  ruleId: string;
}

/**
 * Servers keep about 4,096 characters of warnings for all webhooks of a request together. When the sum is over, each is cut to 256 and
 * the last ones are dropped without a sign (recorded). So ours leave room for others', and none can be cut.
 */
const warningLength = 256;
const warningsLength = 3072;
/** Below this the sum is so far from being over that none has to be short. */
const easyLength = 2048;
/** An event keeps 1,024 characters, of which the API server and the controller take some for themselves. */
const messageLength = 800;
/** All of 300 arrive, but nobody reads them. */
const mostCauses = 50;

/** The worst first, then in the order of the object. */
export function byWeight(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome),
  );
}

/** The causes of a denial: fault, what to do, rule. */
export function causesOf(findings: readonly Finding[], topic: Topic): ReviewCause[] {
  const causes = findings.slice(0, mostCauses).map((finding): ReviewCause => {
    const { field, message, fix, ruleId } = said(finding, topic);
    return { reason: 'FieldValueInvalid', field, message: `${sentences(message, fix)} [${ruleId}]` };
  });
  const left = findings.length - causes.length;
  if (left > 0) causes.push({ reason: 'FieldValueInvalid', field: 'metadata', message: `and ${left} more` });
  return causes;
}

/** One text for all that shows no causes: events of controllers, and for clients that read no more than a message. */
export function denialMessage(findings: readonly Finding[], topic: Topic): string {
  const head = findings.length === 1 ? 'sidecarlint: ' : `sidecarlint found ${findings.length} faults: `;
  const texts = findings.map((finding) => {
    const { field, message, fix, ruleId } = said(finding, topic);
    return { long: `${at(field, sentences(message, fix))} [${ruleId}]`, short: `${at(field, message)} [${ruleId}]` };
  });
  return head + fitting(texts, '; ', messageLength - head.length).join('; ');
}

/** Warnings in the order of the findings; `prefix` stands before each. */
export function warningsOf(findings: readonly Finding[], topic: Topic): string[] {
  const texts = findings.map((finding) => {
    const { field, message, fix, ruleId } = said(finding, topic);
    const [long, end] = [at(field, sentences(message, fix)), ` [${ruleId}]`];
    const short = cut(at(field, message), warningLength - end.length) + end;
    const whole = long + end;
    return { whole, long: whole.length > warningLength ? short : whole, short };
  });
  const whole = texts.map(({ whole: text }) => text);
  return whole.join('').length <= easyLength ? whole : fitting(texts, '', warningsLength);
}

/** As many of the texts as there is room for, in their short form where the long one is too much, then how many are left. */
function fitting(texts: readonly { long: string; short: string }[], separator: string, room: number): string[] {
  const kept: string[] = [];
  let left = room;
  for (const [index, { long, short }] of texts.entries()) {
    const rest = texts.length - index - 1;
    const needed = rest === 0 ? 0 : separator.length + more(rest).length;
    const text = [long, short].find((each) => each.length + separator.length + needed <= left);
    if (text === undefined && index > 0) return [...kept, more(rest + 1)];
    kept.push(text ?? cut(short, left - needed));
    left -= (text ?? '').length + separator.length;
  }
  return kept;
}

const more = (count: number): string => `and ${count} more`;

function said(finding: Finding, { manifest, redact }: Topic): Said {
  const { location, message, fix, ruleId, object } = finding;
  const path = toFieldPath(location.pointer) || 'metadata';
  // A fault of a set shows in the pods that it is injected into.
  const isOwn = object.kind === manifest.kind && object.name === manifest.name;
  const field = plain(isOwn ? path : `${object.kind} ${object.name} ${path}`);
  return { field, message: plain(redact(message)), fix: plain(fix), ruleId };
}

/** The place in front of what says it not itself. */
function at(field: string, message: string): string {
  return message.startsWith(field) ? message : `${field}: ${message}`;
}

function sentences(message: string, fix: string): string {
  if (fix === '') return message;
  return `${/[.!?]$/.test(message) ? message : `${message}.`} ${fix}`;
}

/** One line without control characters: a warning that holds one is dropped whole, a message is printed as it is. */
function plain(text: string): string {
  return escapeUnsafe(text.replaceAll(/\s+/g, ' ').trim());
}

/** Not in the middle of a surrogate pair. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text.slice(0, Math.max(0, length - 1)).replace(/[\ud800-\udbff]$/, '')}…`;
}
