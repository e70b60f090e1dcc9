import { formatDot, formatGraph, formatMermaid, type Graph, sidecarGraph } from '../graph/index.ts';
import { escapeUnsafe } from '../report/index.ts';
import { manifests, parse } from '../source/index.ts';
import type { Arguments } from './arguments.ts';
import { readInput } from './input.ts';
import type { Io } from './io.ts';
import { policyOf } from './policy.ts';
import { createProgress } from './progress.ts';
import { oneTarget } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

const formats: Readonly<Record<string, (graph: Graph) => string>> = { mermaid: formatMermaid, dot: formatDot };

/** `graph`: what SidecarSets take and refer to. Missing edges are shown and fail no run: judging is `lint`'s. */
export async function graph(given: Arguments, io: Io): Promise<number> {
  const { policy } = await policyOf(given, io.cwd);
  const target = oneTarget(given, policy, 'one graph is drawn');
  const progress = createProgress(io);
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const { sources, others } = await readInput(operands, policy.config.ignore ?? [], io, progress);
  progress.done();
  const found = sidecarGraph(
    sources.flatMap((source) => manifests(parse(source))),
    target,
  );
  const unread = others.filter(({ status }) => status === 'broken');
  for (const { uri, reason = '' } of unread) io.stderr.write(`${io.program}: ${escapeUnsafe(`${uri}: ${reason}`)}\n`);
  if (found.nodes.length === 0) {
    throw new UsageError('the input has no SidecarSet and no SidecarSetResourceBinding; give their files or folder');
  }
  io.stdout.write((formats[given.value('format') ?? ''] ?? formatGraph)(found));
  return unread.length > 0 ? exitCodes.findings : exitCodes.clean;
}
