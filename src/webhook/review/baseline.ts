import {
  type Finding,
  type JsonValue,
  join,
  type Manifest,
  resolve,
  segments,
  severities,
  stringAt,
} from '../../model/index.ts';
import { workloads } from '../../workload/index.ts';

/** What of the findings is news, and what was so before. */
export interface Compared {
  fresh: Finding[];
  known: Finding[];
}

/** Findings at one object, whose places are compared. */
export interface Judged {
  manifest: Manifest;
  findings: readonly Finding[];
}

/**
 * Takes what was found before out of what is found now. The same rule at the same place is the same fault, whatever became of its words;
 * containers are told by name, pods by what is in them, so that the template of an owner and the pod made from it can be compared.
 * A fault that has become worse is news.
 */
export function compare(now: Judged, before: Judged): Compared {
  const left = new Map<string, Finding[]>();
  const keyBefore = createKey(before.manifest);
  for (const finding of before.findings) {
    const key = keyBefore(finding);
    left.set(key, [...(left.get(key) ?? []), finding]);
  }
  const keyNow = createKey(now.manifest);
  const compared: Compared = { fresh: [], known: [] };
  for (const finding of now.findings) {
    const candidates = left.get(keyNow(finding)) ?? [];
    const at = candidates.findIndex((old) => severities.indexOf(old.severity) <= severities.indexOf(finding.severity));
    if (at >= 0) candidates.splice(at, 1);
    (at >= 0 ? compared.known : compared.fresh).push(finding);
  }
  return compared;
}

function createKey(manifest: Manifest): (finding: Finding) => string {
  // The innermost first: the places of a pod spec are told without the way that leads to it.
  const bases = workloads(manifest)
    .map((workload) => workload.podSpecPointer)
    .sort((a, b) => b.length - a.length);
  return ({ ruleId, object, location: { pointer } }) => {
    if (object.kind !== manifest.kind || object.name !== manifest.name) {
      return JSON.stringify([ruleId, object.kind, object.namespace, object.name, pointer]);
    }
    const base = bases.find((each) => pointer.startsWith(`${each}/`));
    const steps = named(manifest, pointer).slice(base === undefined ? 0 : segments(base).length);
    return JSON.stringify([ruleId, base === undefined ? '' : 'pod', ...steps]);
  };
}

/** The steps of a pointer, with the names of list items in place of their numbers. */
function named(manifest: Manifest, pointer: string): string[] {
  let value: JsonValue | undefined = manifest.object;
  return segments(pointer).map((step) => {
    const name = Array.isArray(value) ? stringAt(value[Number(step)], 'name') : '';
    value = resolve(value, join('', step));
    return name === '' ? step : `=${name}`;
  });
}
