import { type AdmitSourcesOptions, admitSources } from '../admit-sources.ts';
import { readSource } from '../files/index.ts';
import { type AdmissionReport, fieldValidations, type JsonObject } from '../model/index.ts';
import { formatAdmission, formatAdmissionJson } from '../report/index.ts';
import { manifests, parse } from '../source/index.ts';
import type { Arguments } from './arguments.ts';
import { wantsColor } from './color.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';
import { createProgress } from './progress.ts';
import { statedTargets } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `admit`: what API servers answer to the objects of files. Reads no configuration. */
export async function admit(given: Arguments, io: Io): Promise<number> {
  const options = await admitOptions(given, io.cwd);
  const progress = createProgress(io);
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const { sources, others } = await readInput(operands, [], io, progress);
  progress.done();
  const report = admitSources(sources, { ...options, broken: others });
  const isJson = given.value('format') === 'json';
  const color = wantsColor(given.value('color'), io);
  io.stdout.write(isJson ? formatAdmissionJson(report) : formatAdmission(report, { color }));
  return exitCode(report);
}

async function admitOptions(given: Arguments, cwd: string): Promise<AdmitSourcesOptions> {
  const targets = statedTargets(given);
  const subresource = subresources.find((each) => each === given.value('subresource'));
  const wanted = given.value('field-validation');
  const fieldValidation = fieldValidations.find((each) => each.toLowerCase() === wanted);
  const old = given.value('old');
  if (subresource !== undefined && old === undefined) {
    throw new UsageError('--subresource needs --old: a subresource belongs to a stored object');
  }
  return {
    ...(targets === undefined ? {} : { targets }),
    ...(subresource === undefined ? {} : { subresource }),
    ...(fieldValidation === undefined ? {} : { fieldValidation }),
    ...(old === undefined ? {} : { stored: await readStored(old, cwd) }),
  };
}

const subresources = ['resize', 'ephemeralcontainers'] as const;

async function readStored(file: string, cwd: string): Promise<JsonObject[]> {
  const result = await readSource(file, cwd);
  if ('problem' in result) throw new UsageError(`--old ${file}: ${result.problem}`);
  const text = parse(result.source);
  const [problem] = [...text.problems, ...text.documents.flatMap(({ problems }) => problems)];
  if (problem !== undefined) {
    throw new UsageError(`--old ${file}:${problem.range.start.line + 1}: ${problem.message}`);
  }
  const found = manifests(text);
  if (found.length === 0) throw new UsageError(`--old ${file}: it holds no Kubernetes object`);
  return found.map(({ object }) => object);
}

/** A file that cannot be read was accepted by nobody. */
function exitCode({ summary, files }: AdmissionReport): number {
  const isRefused = summary.rejected > 0 || files.some(({ status }) => status === 'broken');
  return isRefused ? exitCodes.findings : exitCodes.clean;
}
