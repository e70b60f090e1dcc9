import { fixSources, type Repair, type Repaired } from '../fix.ts';
import { type Finding, type Severity, severities } from '../model/index.ts';
import { PolicyError } from '../policy/index.ts';
import { escapeUnsafe } from '../report/index.ts';
import type { Arguments } from './arguments.ts';
import { rewrite } from './fix-write.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { exitCode, lintOptions } from './lint.ts';
import { policyOf } from './policy.ts';
import { createProgress } from './progress.ts';
import { UsageError } from './usage.ts';

/** `fix`: reads, repairs, writes. */
export async function fix(given: Arguments, io: Io): Promise<number> {
  const progress = createProgress(io);
  const { policy } = await policyOf(given, io.cwd);
  const options = lintOptions(given, policy, io);
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const input = await readInput(operands, policy.config.ignore ?? [], io, progress);
  const repaired = repair(input, { ...options, broken: input.others, unsafe: given.has('unsafe') });
  progress.done();
  if (given.has('dry-run')) await printDiff(repaired, input, io);
  else await write(repaired, input, io);
  // What a filter or a patch reads is nothing but the text.
  const out = given.has('dry-run') || operands.includes('-') ? io.stderr : io.stdout;
  out.write(tell(repaired, { isDryRun: given.has('dry-run'), isUnsafe: given.has('unsafe') }));
  const failOn: Severity = severities.find((severity) => severity === given.value('fail-on')) ?? policy.failOn;
  return exitCode(repaired.report, failOn);
}

function repair({ sources }: Input, options: Parameters<typeof fixSources>[1]): Repaired {
  try {
    return fixSources(sources, options);
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message);
    throw error;
  }
}

async function write({ texts }: Repaired, { sources }: Input, io: Io): Promise<void> {
  for (const { uri, text } of sources) {
    const now = texts.get(uri);
    if (uri === '-') io.stdout.write(now ?? text);
    else if (now !== undefined) await rewrite(io.cwd, uri, text, now);
  }
}

async function printDiff({ texts }: Repaired, { sources }: Input, io: Io): Promise<void> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import('diff');
  for (const { uri, text } of sources) {
    const now = texts.get(uri);
    if (now === undefined) continue;
    const options = { headerOptions: FILE_HEADERS_ONLY };
    const patch = createTwoFilesPatch(`a/${uri}`, `b/${uri}`, text, now, undefined, undefined, options);
    // A patch holds the text as it is; a terminal must not act on it.
    io.stdout.write(io.stdout.isTTY ? patch.replaceAll(/[^\n]+/g, escapeUnsafe) : patch);
  }
}

function tell(
  { done, refused, texts, isUnsettled, report }: Repaired,
  { isDryRun, isUnsafe }: { isDryRun: boolean; isUnsafe: boolean },
): string {
  const lines = done.map(line);
  if (refused.length > 0) lines.push('Not fixed:');
  lines.push(...refused.map((each) => `${line(each)}: ${each.reason}`));
  if (isUnsettled) lines.push('Stopped: fixes kept undoing one another or finding more to do. Look at the result.');
  const open = report.findings.filter(({ fixes }) => fixes?.every(({ safe }) => !safe)).length;
  const unsafe = isUnsafe ? 0 : open;
  const left = count(report.findings.length, 'finding');
  const more = unsafe === 0 ? '' : `, ${unsafe} of them with a fix that needs your decision (--unsafe)`;
  lines.push(
    `${count(done.length, 'fix')}${isDryRun ? ' possible' : ''} in ${count(texts.size, 'file')}; ${left} left${more}`,
  );
  return `${lines.join('\n')}\n`;
}

function line({ finding, fix: { title } }: Repair): string {
  return escapeUnsafe(`${placeOf(finding)} ${title} [${finding.ruleId}]`);
}

/** As it was when the fix was found. */
function placeOf({ location: { uri, range } }: Finding): string {
  return range === undefined ? uri : `${uri}:${range.start.line + 1}:${range.start.column + 1}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : noun.endsWith('x') ? 'es' : 's'}`;
}
