import { bundledRules } from '../generated/rules.ts';
import { type Band, bandsOf, canBeOff, versionsOf } from './bands.ts';
import { checksOf } from './checks-of.ts';
import { clusterEntries } from './cluster-entries.ts';
import { type Context, readContext, type Signal } from './context.ts';
import type { Entry } from './entry.ts';
import { plain } from './paste.ts';
import { rowEntries } from './row-entries.ts';
import { runtimeEntries } from './runtime-entries.ts';
import { readStatements, type Says, type Statement } from './says.ts';
import { sidecarEntries } from './sidecar-entries.ts';
import { explainUnknown, notJudged } from './unknown-fields.ts';

export interface Explanation {
  id: string;
  /** Rows of the parity table: first those that speak, then those that are hidden by them. */
  checks: string[];
  /** How many of `checks` speak. */
  speaking: number;
  summary: string;
  why: string;
  look?: string;
  fix: string[];
  /** Releases on which it can be: whose servers say it in these words, or that let one switch the gate off. '' when not known. */
  versions: string;
  /** What becomes of the same lines on each version; [] where versions do not decide. */
  bands: Band[];
  /** Rules that find it in a manifest. */
  rules: string[];
}

export interface Answer {
  /** What the text says, in its order. */
  says: Says[];
  /** Kind and name of the refused object; '' when the text names none. */
  kind: string;
  name: string;
  /** The likeliest cause first. */
  explanations: Explanation[];
}

/** One thing to explain, with its possible causes, the likeliest first. */
interface Group {
  entries: Entry[];
  statements: readonly Statement[];
  /** Releases told by the words that were found. */
  versions?: string;
  /** 0 before what was refused, 1 what was refused, 2 after it, 3 what has nothing to do with sidecars. */
  turn: 0 | 1 | 2 | 3;
}

/** What a pasted error text says, and why. Never throws; reads at most 256 KB, in linear time. */
export function why(pasted: string): Answer {
  const paste = plain(pasted);
  const statements = readStatements(paste);
  const context = readContext(paste.spaced, statements);
  const found = [...statementGroups(statements, context), ...eventGroups(paste.spaced)];
  const groups = found.sort((a, b) => a.turn - b.turn);
  return {
    says: statements.map(({ says }) => says),
    kind: context.kind,
    name: context.name,
    explanations: inTurn(groups).map(([entry, group]) => explain(entry, group)),
  };
}

function statementGroups(statements: readonly Statement[], context: Context): Group[] {
  const undecoded = explainUnknown(statements, context).map(
    (found): Group => ({ ...found, entries: [found.entry], turn: 1 }),
  );
  const judged = new Map<string, Statement[]>();
  for (const statement of statements) {
    if ('unknown' in statement.says) continue;
    const key = groupKey(statement);
    judged.set(key, [...(judged.get(key) ?? []), statement]);
  }
  const groups = [...undecoded];
  for (const [key, members] of judged) {
    groups.push({ entries: entriesOf(key, context), statements: members, turn: key === 'other' ? 3 : 1 });
  }
  const isDecoded = [...judged.keys()].some((key) => key !== 'decode');
  if (groups.length > 0 && !isDecoded && !context.signals.has('taken')) {
    const spoke = groups.flatMap((group) => group.statements.flatMap(checksOf));
    groups.push({ entries: [notJudged(spoke, context)], statements: [], turn: 1 });
  }
  return groups;
}

/** Statements with one key have the same possible causes. */
function groupKey(statement: Statement): string {
  const check = checksOf(statement)[0] ?? 'other';
  return check === 'P20' || check === 'P21' ? 'sidecar' : check;
}

function entriesOf(key: string, { signals, minor }: Context): Entry[] {
  if (key !== 'sidecar') return rowEntries.filter(({ id }) => id === key);
  const weighed = sidecarEntries
    .filter(({ until }) => until === undefined || minor === undefined || minor <= until)
    .map((entry) => ({ entry, weight: weigh(entry, signals) }))
    .filter(({ weight }) => weight > 0);
  return weighed.sort((a, b) => b.weight - a.weight).map(({ entry }) => entry);
}

function weigh({ weight }: Entry, signals: ReadonlySet<Signal>): number {
  let sum = weight?.base ?? 1;
  for (const signal of signals) sum += weight?.[signal] ?? 0;
  return sum;
}

function eventGroups(text: string): Group[] {
  return [...clusterEntries, ...runtimeEntries].flatMap(({ words, or = [], isFirst, versions, ...entry }): Group[] => {
    const match = words.exec(text);
    if (match === null) return [];
    const others = or.flatMap((id) => sidecarEntries.filter((other) => other.id === id));
    const turn = isFirst === true ? 0 : 2;
    return [{ entries: [entry, ...others], statements: [], turn, ...(versions && { versions: versions(match) }) }];
  });
}

/** The likeliest cause of each thing first, then the second of each: whatever a text says is answered before guesses go on. */
function inTurn(groups: readonly Group[]): [Entry, Group][] {
  const ranked: [Entry, Group][] = [];
  const deepest = Math.max(0, ...groups.map(({ entries }) => entries.length));
  for (let turn = 0; turn < deepest; turn += 1) {
    for (const group of groups) {
      const entry = group.entries[turn];
      if (entry !== undefined && !ranked.some(([{ summary }]) => summary === entry.summary)) {
        ranked.push([entry, group]);
      }
    }
  }
  return ranked;
}

function explain(entry: Entry, { statements, versions }: Group): Explanation {
  const { id, summary, look, fix, behind = [], bands } = entry;
  const speaking = [...new Set(statements.flatMap((statement) => checksOf(statement)))];
  const hidden = [...new Set(behind)].filter((check) => !speaking.includes(check));
  const check = speaking[0] ?? '';
  return {
    id,
    checks: [...speaking, ...hidden],
    speaking: speaking.length,
    summary,
    why: entry.why,
    ...(look === undefined ? {} : { look }),
    fix: [...fix],
    versions: versions ?? releasesOf(entry, statements),
    bands: bandsOf(bands ?? check),
    rules: rulesFor([...speaking], entry),
  };
}

/** Statements alike say nothing more of the release. */
const mostCompared = 12;

function releasesOf({ gate, releases }: Entry, statements: readonly Statement[]): string {
  if (gate !== undefined) return canBeOff(gate);
  if (releases !== undefined) return releases;
  const compared = statements.slice(0, mostCompared);
  return versionsOf(compared.map((statement) => ({ checks: checksOf(statement), statement })));
}

/** Rules that select one of the checks, and those the entry names. */
function rulesFor(checks: readonly string[], { rules = [] }: Entry): string[] {
  const selecting = bundledRules.filter((rule) => rule.checks?.some((check) => checks.includes(check)));
  return [...new Set([...rules, ...selecting.map(({ id }) => id)])];
}
