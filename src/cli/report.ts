import { ClusterError, connect, readCluster } from '../cluster/index.ts';
import { pathMatcher } from '../files/index.ts';
import type { JsonObject, Source } from '../model/index.ts';
import { afterServer, type Policy, PolicyError } from '../policy/index.ts';
import { clusterKinds, type PolicyReported, type PolicyReportOptions, reportPolicies } from '../policy-reports.ts';
import { escapeUnsafe } from '../report/index.ts';
import { writeYaml } from '../source/index.ts';
import { targetsBeside } from '../targets.ts';
import type { Arguments } from './arguments.ts';
import { clusterOf, type StatedCluster } from './cluster.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';
import { writeOutput } from './output.ts';
import { policyOf } from './policy.ts';
import { createProgress, type Progress } from './progress.ts';
import { statedTargets } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `report`: judges files or a cluster and prints PolicyReports. */
export async function report(given: Arguments, io: Io): Promise<number> {
  const progress = createProgress(io);
  const { cluster } = clusterOf(given, io.cwd);
  const { policy } = await policyOf(given, io.cwd);
  const options = reportOptions(given, policy, io);
  const found =
    cluster === undefined
      ? await fromFiles(given, options, policy, io, progress)
      : await fromCluster(cluster, given, options, policy, progress);
  progress.done();
  const { documents } = found.reported;
  for (const note of found.notes) io.stderr.write(`${io.program}: ${escapeUnsafe(note)}\n`);
  if (documents.length === 0)
    throw new UsageError('nothing to report: no pod, pod template, SidecarSet or binding is in the input');
  const text = documents.map((document) => writeYaml(document)).join('---\n');
  const file = given.value('output');
  if (file === undefined) io.stdout.write(text);
  else {
    await writeOutput(io.cwd, file, text);
    io.stderr.write(`${summaryOf(found.reported)} → ${file}\n`);
  }
  return found.isWhole ? exitCodes.clean : exitCodes.usage;
}

interface Found {
  reported: PolicyReported;
  notes: readonly string[];
  /** Everything that was named could be read. */
  isWhole: boolean;
}

async function fromFiles(
  given: Arguments,
  options: PolicyReportOptions,
  policy: Policy,
  io: Io,
  progress: Progress,
): Promise<Found> {
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const input = await readInput(operands, policy.config.ignore ?? [], io, progress);
  const broken = input.others.filter(({ status }) => status === 'broken');
  const reported = judge({ sources: input.sources }, { ...options, broken: input.others });
  return { reported, notes: broken.map(({ uri, reason }) => `${uri}: ${reason}`), isWhole: broken.length === 0 };
}

async function fromCluster(
  stated: NonNullable<StatedCluster['cluster']>,
  given: Arguments,
  options: PolicyReportOptions,
  policy: Policy,
  progress: Progress,
): Promise<Found> {
  if (given.has('complete')) {
    throw new UsageError('--cluster and --complete exclude each other: ConfigMaps and Secrets are never read');
  }
  if (given.operands.length > 0)
    throw new UsageError('--cluster and PATH exclude each other: one report is about one thing');
  const onProgress = (kind: string): void => progress.step(`reading ${kind} objects …`);
  try {
    const server = await connect(stated);
    const { objects, target, notes, whole } = await readCluster(
      server,
      { ...clusterKinds, onProgress },
      new AbortController().signal,
    );
    const targets = targetsBeside(target, options.targets, policy.config);
    return {
      reported: judge({ objects }, { ...options, targets, whole, complete: false, policy: afterServer(policy) }),
      notes,
      isWhole: true,
    };
  } catch (error) {
    if (error instanceof ClusterError) throw new UsageError(error.message);
    throw error;
  }
}

function reportOptions(given: Arguments, policy: Policy, io: Io): PolicyReportOptions {
  const targets = statedTargets(given, policy);
  const date = given.value('today');
  const time = date === undefined ? io.now() : Date.parse(`${date}T00:00:00Z`);
  if (date !== undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(time))) {
    throw new UsageError(`--today is '${date}', but has to be a date such as 2026-11-21`);
  }
  return {
    policy,
    ...(targets === undefined ? {} : { targets }),
    ...(given.has('complete') ? { complete: true } : {}),
    rules: given.values('rule'),
    pathMatches: pathMatcher(),
    today: new Date(time).toISOString().slice(0, 10),
    ...(date === undefined ? {} : { seconds: time / 1000 }),
  };
}

function judge(
  input: { sources: readonly Source[] } | { objects: readonly JsonObject[] },
  options: PolicyReportOptions,
): PolicyReported {
  try {
    return reportPolicies(input, options);
  } catch (error) {
    if (error instanceof PolicyError) throw new UsageError(error.message);
    throw error;
  }
}

function summaryOf({ documents, report: { summary } }: PolicyReported): string {
  const { error, warning, info } = summary;
  const reports = documents.length === 1 ? '1 report' : `${documents.length} reports`;
  return `${reports}: ${error} errors, ${warning} warnings, ${info} infos`;
}
