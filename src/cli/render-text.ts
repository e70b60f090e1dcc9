import type { JsonObject } from '../model/index.ts';
import type { RenderedPart, RenderedPod, Rendering } from '../render.ts';
import { escapeUnsafe, unifiedDiff } from '../report/index.ts';
import { writeYaml } from '../source/index.ts';

/** One document for each pod, with what became of it above and a comment on each part that was injected. */
export function yamlText({ pods, release }: Rendering): string {
  return pods
    .map((pod) => [...headOf(pod, release), ...(pod.denied === undefined ? [podText(pod)] : [])].join(''))
    .join('---\n');
}

/** What injection changes, in the unified format; pods that stay as they are have no part in it. */
export function diffText({ pods, release }: Rendering): string {
  return pods
    .flatMap((pod) => {
      if (pod.sets.length === 0 && pod.denied === undefined && pod.pod === pod.written) return [];
      const head = headOf(pod, release).join('');
      if (pod.denied !== undefined) return [head];
      const subject = escapeUnsafe(subjectOf(pod));
      return [`${head}--- ${subject}\n+++ ${subject}\n${unifiedDiff(writeYaml(pod.written), podText(pod))}`];
    })
    .join('');
}

/** 'Deployment shop/web (app.yaml)' */
export function subjectOf({ workload: { kind, namespace, name, uri } }: RenderedPod): string {
  return `${kind} ${namespace}/${name}${uri === undefined ? '' : ` (${uri})`}`;
}

/** What has to be known to read a result: it may be refused, one of several, or not the whole truth. */
export function notesOf(pod: RenderedPod): string[] {
  const { denied, draw, dependsOnOrder, sets, undecided, unpinned, uncomputed } = pod;
  return [
    ...(denied === undefined ? [] : [`OpenKruise refuses the pod: ${denials[denied] ?? denied}`]),
    ...(draw.of > 1 ? ['OpenKruise draws by lot, so several pods are possible'] : []),
    ...(dependsOnOrder ? [`the result depends on the order of ${nameSets(sets)}, and OpenKruise has none`] : []),
    ...undecided.map((set) => `the input does not tell whether SidecarSet ${set} takes the pod; it is left out`),
    ...unpinned.map(
      (set) => `SidecarSet ${set} is pinned to a revision that the input does not tell; its own spec is used`,
    ),
    ...uncomputed.map((name) => `the resources of container ${name} are computed in the cluster (resourcesPolicy)`),
  ];
}

function headOf(pod: RenderedPod, release: string): string[] {
  const { sets, draw, denied } = pod;
  const number = draw.of > 1 ? `, possible result ${draw.number} of ${draw.of}` : '';
  const became =
    denied !== undefined
      ? 'refused'
      : sets.length === 0
        ? 'no SidecarSet takes it'
        : `after injection by ${nameSets(sets)}`;
  const lines = [`${subjectOf(pod)}: ${became}, OpenKruise ${release}${number}`, ...notesOf(pod)];
  return lines.map((line) => `# ${escapeUnsafe(line)}\n`);
}

function nameSets(sets: readonly string[]): string {
  return `${sets.length === 1 ? 'SidecarSet' : 'SidecarSets'} ${sets.join(', ')}`;
}

function podText({ pod, parts }: { pod: JsonObject; parts: readonly RenderedPart[] }): string {
  return writeYaml(pod, new Map(parts.map((part) => [part.pointer, escapeUnsafe(commentOf(part))])));
}

/** 'SidecarSet logs, sets.yaml:12' */
function commentOf({ set, by, from, uri, line, revision }: RenderedPart): string {
  const owner = set === '' ? 'OpenKruise' : `SidecarSet ${set}`;
  if (by !== undefined) return `${owner}: ${reasons[by] ?? by}`;
  if (revision !== undefined) return `${owner}, revision ${revision}: ${from ?? ''}`;
  return `${owner}, ${line === undefined ? (from ?? '') : `${uri ?? ''}:${line + 1}`}`;
}

/** JSON has the names; these are for people. */
const denials: Readonly<Record<string, string>> = {
  'launch-priority-not-integer': 'KRUISE_CONTAINER_PRIORITY of a container is no whole number',
  'merge-patch-not-json': 'a patch of kind MergePatchJson, or the annotation it meets, is no JSON object',
  'bookkeeping-annotation-not-json': 'an annotation that an earlier injection left is no JSON',
  'revision-not-found': 'a SidecarSet is pinned to a revision that does not exist',
  'partition-not-a-percentage': 'updateStrategy.partition of a SidecarSet is no percentage',
  'selector-not-convertible': 'the selector of a SidecarSet cannot be read',
  'not-decodable': 'a value does not fit its field',
  'resources-policy-fails': 'the resources of a container cannot be computed (resourcesPolicy)',
  panic: 'its webhook crashes on this pod',
};

const reasons: Readonly<Record<string, string>> = {
  bookkeeping: 'what it remembers of the injection',
  launchPriority: 'holds the container back until its turn',
  marker: 'mark of OpenKruise',
  readinessGate: 'gate of pods that OpenKruise owns',
};
