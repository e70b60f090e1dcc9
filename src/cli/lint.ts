import { pathMatcher } from '../files/index.ts';
import { type LintOptions, lintSources } from '../lint.ts';
import { type Finding, type Report, type Severity, severities } from '../model/index.ts';
import { type Policy, PolicyError } from '../policy/index.ts';
import { formatGithub, formatJson, formatSarif, formatText, summarize } from '../report/index.ts';
import type { Arguments } from './arguments.ts';
import { wantsColor } from './color.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { writeOutput } from './output.ts';
import { policyOf } from './policy.ts';
import { createProgress, type Progress } from './progress.ts';
import { statedTargets } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `lint`: reads, judges, prints. */
export async function lint(given: Arguments, io: Io): Promise<number> {
  const progress = createProgress(io);
  const { policy } = await policyOf(given, io.cwd);
  const options = lintOptions(given, policy, io);
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const input = await readInput(operands, policy.config.ignore ?? [], io, progress);
  const report = judge(input, options, progress);
  await print(report, input, policy, given, io);
  const failOn = severities.find((severity) => severity === given.value('fail-on')) ?? policy.failOn;
  return exitCode(report, failOn);
}

export function lintOptions(given: Arguments, policy: Policy, io: Io): LintOptions {
  const targets = statedTargets(given, policy);
  return {
    policy,
    ...(targets === undefined ? {} : { targets }),
    ...(given.has('from') ? { onlyChanges: true } : {}),
    ...(given.has('complete') ? { complete: true } : {}),
    rules: given.values('rule'),
    pathMatches: pathMatcher(),
    today: new Date(io.now()).toISOString().slice(0, 10),
  };
}

function judge(input: Input, options: LintOptions, progress: Progress): Report {
  const onProgress: LintOptions['onProgress'] = (step, index, total) => {
    progress.step(`${step === 'text' ? 'parsing file' : 'judging object'} ${index + 1} of ${total} …`);
  };
  try {
    return lintSources(input.sources, { ...options, onProgress, broken: input.others });
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message);
    throw error;
  } finally {
    progress.done();
  }
}

async function print(report: Report, input: Input, policy: Policy, given: Arguments, io: Io): Promise<void> {
  const file = given.value('output');
  const text = render(
    report,
    input,
    policy,
    given,
    file === undefined ? io : { ...io, stdout: { ...io.stdout, isTTY: false } },
  );
  if (file === undefined) {
    io.stdout.write(text);
    return;
  }
  await writeOutput(io.cwd, file, text);
  if (!given.has('quiet')) io.stderr.write(`${summarize(report)} → ${file}\n`);
}

function render(report: Report, input: Input, policy: Policy, given: Arguments, io: Io): string {
  const quiet = given.has('quiet');
  switch (given.value('format') ?? 'text') {
    case 'json':
      return formatJson(report);
    case 'sarif':
      return formatSarif(report, {
        rules: [...policy.known.values()].map(({ file, severity }) => ({ ...file, severity })),
        tool: io.product,
      });
    case 'github':
      return formatGithub(report, { quiet });
    default: {
      const sources = new Map(input.sources.map(({ uri, text }) => [uri, text]));
      return formatText(report, { sources, quiet, color: wantsColor(given.value('color'), io) });
    }
  }
}

/** A file that cannot be read is no clean one. A rule that fails makes the run incomplete, whatever it found. */
export function exitCode({ failures, files, findings, changes }: Report, failOn: Severity): number {
  if (failures.length > 0) return exitCodes.usage;
  const counted = severities.slice(0, severities.indexOf(failOn) + 1);
  // Of a change, what it leaves counts: what is gone after an upgrade is no reason not to upgrade.
  const severityOf = ({ severity, bands }: Finding): Severity | undefined =>
    changes === undefined ? severity : bands.find(({ targets }) => targets.includes(changes.to))?.severity;
  const isFound = findings.some((finding) => counted.some((severity) => severity === severityOf(finding)));
  return isFound || files.some(({ status }) => status === 'broken') ? exitCodes.findings : exitCodes.clean;
}
