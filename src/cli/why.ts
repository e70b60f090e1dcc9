import { readStdin } from '../files/index.ts';
import { createStyle, escapeUnsafe, outcomeWords, type Style, safeJson, wrap } from '../report/index.ts';
import { type Answer, type Band, type Explanation, why as explain, rows, type Says } from '../why/index.ts';
import type { Arguments } from './arguments.ts';
import { wantsColor } from './color.ts';
import type { Io } from './io.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `why`: what a pasted error text means. Exits with 1 when nothing in it is known. */
export async function why(given: Arguments, io: Io): Promise<number> {
  const text = await textOf(given.operands, io);
  if (text.trim() === '') {
    throw new UsageError(
      `there is no text to explain: ${io.program} why "PASTED ERROR", or pipe it to ${io.program} why -`,
    );
  }
  const answer = explain(text);
  const style = createStyle(wantsColor(given.value('color'), io));
  io.stdout.write(given.value('format') === 'json' ? asJson(answer, io) : asText(answer, style, io));
  return answer.explanations.length > 0 ? exitCodes.clean : exitCodes.findings;
}

async function textOf(operands: readonly string[], io: Io): Promise<string> {
  const isPiped = operands.length === 0 || (operands.length === 1 && operands[0] === '-');
  // A shell cuts a text without quotes into words.
  if (!isPiped) return operands.join(' ');
  const result = await readStdin(io.stdin);
  if ('source' in result) return result.source.text;
  throw new UsageError(`standard input: ${result.problem}`);
}

function asJson({ says, explanations }: Answer, io: Io): string {
  const documented = explanations.map((explanation) => ({ ...explanation, docs: explanation.rules.map(io.docsUrl) }));
  return `${safeJson({ says, explanations: documented })}\n`;
}

function asText(answer: Answer, style: Style, io: Io): string {
  const { explanations } = answer;
  if (explanations.length === 0) return nothingKnown(answer, style, io);
  const blocks = explanations
    .slice(0, mostExplained)
    .map((explanation, index) => block(explanation, index + 1, style, io));
  const left = explanations.length - mostExplained;
  if (left > 0) blocks.push(style.dim(`and ${left} more: --format json prints all\n`));
  return [said(answer, style), ...blocks].filter((text) => text !== '').join('\n');
}

/** What a person reads; JSON has all of it. */
const mostSaid = 8;
const mostExplained = 6;

function said({ says, kind, name }: Answer, style: Style): string {
  if (says.length === 0) return '';
  const subject = [kind, name].filter((part) => part !== '').join(' ');
  const lines = says.slice(0, mostSaid).map((each) => `  ${wordsOf(each)}`);
  if (says.length > mostSaid) lines.push(style.dim(`  and ${says.length - mostSaid} more`));
  return `${style.bold(escapeUnsafe(subject === '' ? 'What it says' : `${subject} was refused`))}\n${lines.join('\n')}\n`;
}

function wordsOf(says: Says): string {
  if ('unknown' in says) return `unknown field ${escapeUnsafe(says.unknown)}`;
  if ('duplicate' in says) return `duplicate field ${escapeUnsafe(says.duplicate)}`;
  const reason = says.reason
    .replace(/^FieldValue/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `${reason} ${escapeUnsafe(says.field)}`;
}

function block(explanation: Explanation, number: number, style: Style, io: Io): string {
  const { summary, why: reason, look, fix, versions, bands, rules } = explanation;
  const labelled: [label: string, lines: readonly string[]][] = [
    ['why', safeLines(reason)],
    ['look', look === undefined ? [] : [look]],
    ['fix', fix.flatMap((step) => safeLines(step).map((line, index) => `${index === 0 ? '-' : ' '} ${line}`))],
    ['from', versions === '' ? [] : [`Kubernetes ${versions}`]],
    ['on', bands.length < 2 ? [] : [strip(bands, style)]],
    ['check', checksText(explanation)],
    ['docs', rules.map((rule) => style.dim(io.docsUrl(rule)))],
  ];
  const body = labelled
    .filter(([, lines]) => lines.length > 0)
    .map(([label, lines]) => `   ${style.dim(label.padEnd(5))} ${lines.join(`\n${' '.repeat(9)}`)}\n`);
  return `${style.bold(`${number}. ${escapeUnsafe(summary)}`)}\n${body.join('')}`;
}

/** Names from the paste stand in some sentences. */
function safeLines(paragraph: string): string[] {
  return wrap(paragraph).map(escapeUnsafe);
}

function strip(bands: readonly Band[], style: Style): string {
  return bands
    .map(({ versions, outcome }) => {
      if (outcome === 'accepted') return `${versions} ${style.good('ok')}`;
      return `${versions} ${style.severity.error(outcomeWords[outcome])}`;
    })
    .join(style.dim(' · '));
}

function checksText({ checks, speaking }: Explanation): string[] {
  const known = checks.slice(0, speaking).filter((check) => Object.hasOwn(rows, check));
  const [only, second] = known;
  if (only === undefined) return [];
  const about = second === undefined ? ` ${rows[only]?.about}` : '';
  const hidden = checks.slice(speaking);
  return [`${ranges(known)}${about}${hidden.length > 0 ? `; hides ${ranges(hidden)} until then` : ''}`];
}

/** 'P22–P26b, P28': neighbours in the table as a range. */
function ranges(checks: readonly string[]): string {
  const order = Object.keys(rows);
  const runs: { first: string; last: string }[] = [];
  for (const check of [...checks].sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
    const open = runs.at(-1);
    if (open !== undefined && order.indexOf(check) === order.indexOf(open.last) + 1) open.last = check;
    else runs.push({ first: check, last: check });
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first}–${last}`)).join(', ');
}

function nothingKnown(answer: Answer, style: Style, { program }: Io): string {
  const known =
    'Known are refusals of API servers ("field: Forbidden: …"), unknown fields, and what kubelet, scheduler, controllers, webhooks and tools say around sidecars.';
  const next = `Paste more of the text, or pipe a log: ${program} why - < error.log. A manifest is judged by: ${program} lint --target 1.33 FILE`;
  return `${said(answer, style)}${style.bold('Nothing in this text is known here.')}\n${[...wrap(known), ...wrap(next)].join('\n')}\n`;
}
