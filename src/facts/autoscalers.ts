import { namespaceOf } from '../inventory/index.ts';
import { autoscalerMetrics } from '../lifecycle/index.ts';
import { type FactList, stringAt } from '../model/index.ts';
import { gateOn } from '../target/index.ts';
import { judgements } from './pods.ts';
import type { FactContext } from './subject.ts';

/** Metrics of an autoscaler, judged by the workload of the input that it scales. */
export function autoscalerFacts({ manifest, inventory, target }: FactContext): FactList<'autoscalerMetrics'> {
  const namespace = namespaceOf(manifest);
  const kind = stringAt(manifest.object, 'spec', 'scaleTargetRef', 'kind');
  const name = stringAt(manifest.object, 'spec', 'scaleTargetRef', 'name');
  const named = inventory.workloads.filter(
    (each) => each.manifest.kind === kind && each.manifest.name === name && namespaceOf(each.manifest) === namespace,
  );
  // Variants of one object in several files: the one beside the autoscaler is meant, or nobody can tell.
  const beside = named.filter((each) => each.manifest.origin?.uri === manifest.origin?.uri);
  const [workload] = named.length === 1 ? named : beside;
  if (workload === undefined) return [];
  const limitRanges = inventory
    .ofKind('LimitRange')
    .filter((range) => namespaceOf(range) === namespace)
    .map((range) => range.object);
  const [judgement] = judgements(workload.manifest, [{ workload, containers: [] }], [target], null);
  const stored = judgement?.stored[0] ?? workload.podSpec;
  return autoscalerMetrics(manifest.object, workload, stored, limitRanges, countsSidecars(target));
}

function countsSidecars(target: FactContext['target']): boolean {
  return target.minor >= 29 && gateOn(target, 'SidecarContainers');
}
