import { nearest } from '../model/index.ts';
import { type RenderedPod, type Rendering, renderSources } from '../render.ts';
import { escapeUnsafe, safeJson } from '../report/index.ts';
import type { Arguments } from './arguments.ts';
import { type Input, readInput } from './input.ts';
import type { Io } from './io.ts';
import { policyOf } from './policy.ts';
import { createProgress } from './progress.ts';
import { diffText, notesOf, subjectOf, yamlText } from './render-text.ts';
import { oneTarget } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `render`: pods as they will be after injection. Exits with 1 when a pod is refused or a file cannot be read. */
export async function render(given: Arguments, io: Io): Promise<number> {
  if (given.has('diff') && given.value('format') === 'json') {
    throw new UsageError('--diff and --format json exclude each other: JSON has the pod before and after');
  }
  const { policy } = await policyOf(given, io.cwd);
  const target = oneTarget(given, policy, 'one pod is rendered');
  const progress = createProgress(io);
  const operands = given.operands.length === 0 ? ['.'] : given.operands;
  const input = await readInput(operands, policy.config.ignore ?? [], io, progress);
  progress.done();
  const rendering = chosen(renderSources(input.sources, target), given.value('pod'));
  io.stdout.write(textOf(rendering, given));
  for (const line of warnings(rendering, input)) io.stderr.write(`${io.program}: ${escapeUnsafe(line)}\n`);
  const isRefused = rendering.pods.some(({ denied }) => denied !== undefined);
  return isRefused || unread(input).length > 0 ? exitCodes.findings : exitCodes.clean;
}

/** `name`: 'web', 'Deployment/web' or 'shop/web'. */
function chosen(rendering: Rendering, name: string | undefined): Rendering {
  if (rendering.pods.length === 0) {
    throw new UsageError(
      'the input has no pod and nothing that makes pods; give their files beside those of the SidecarSets',
    );
  }
  if (name === undefined) return rendering;
  const pods = rendering.pods.filter((pod) => isNamed(pod, name));
  if (pods.length > 0) return { ...rendering, pods };
  const names = rendering.pods.map(({ workload }) => (name.includes('/') ? `${workload.kind}/` : '') + workload.name);
  const near = nearest(name, names);
  const hint =
    near === '' ? `the input has ${[...new Set(names)].slice(0, mostNamed).join(', ')}` : `did you mean '${near}'?`;
  throw new UsageError(`--pod: nothing that makes pods is called '${name}'; ${hint}`);
}

const mostNamed = 8;

function isNamed({ workload: { kind, namespace, name } }: RenderedPod, wanted: string): boolean {
  const [owner, rest] = wanted.includes('/') ? wanted.split('/', 2) : [undefined, wanted];
  if (rest !== name) return false;
  return owner === undefined || owner === namespace || owner.toLowerCase() === kind.toLowerCase();
}

function textOf(rendering: Rendering, given: Arguments): string {
  if (given.value('format') === 'json') return `${safeJson(rendering)}\n`;
  return given.has('diff') ? diffText(rendering) : yamlText(rendering);
}

/** What a reader must not miss when the output goes to a file or a program. */
function warnings({ pods }: Rendering, input: Input): string[] {
  const said = pods.flatMap((pod) => notesOf(pod).map((note) => `${subjectOf(pod)}: ${note}`));
  return [...new Set([...unread(input).map(({ uri, reason = '' }) => `${uri}: ${reason}`), ...said])];
}

function unread({ others }: Input): Input['others'] {
  return others.filter(({ status }) => status === 'broken');
}
