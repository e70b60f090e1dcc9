import { apiserverFacts, judgeAll } from '../apiserver/index.ts';
import {
  type Fact,
  type FactList,
  type JsonObject,
  join,
  type Manifest,
  type Pointer,
  resolve,
  segments,
  stringAt,
  type Target,
  toFieldPath,
} from '../model/index.ts';
import { workloads } from '../workload/index.ts';
import { type Loss, losses } from './losses.ts';
import { applied, owners, sides, type Written } from './lost-sources.ts';
import type { FactContext } from './subject.ts';

type LostField = Fact<'LostField'>;

/** What was written (as client-side apply notes it, or in the template of the owner) and is not in the object. */
export function lostFields({ manifest, targets, inventory, oldObject }: FactContext): FactList<'lostFields'> {
  const sources = [...applied(manifest, oldObject), ...owners(manifest, inventory)];
  return sources.flatMap((source) => {
    const lost = sides(source, manifest.object).flatMap((side) => [
      ...losses(side.written, side.kept, side.writtenAt, side.keptAt),
    ]);
    const meant = source.isFresh ? lost : lost.filter((loss) => !wasTakenOut(loss, oldObject));
    if (meant.length === 0) return [];
    const explain = explainer(source, targets);
    return meant.map((loss) => {
      const pointer = loss.keptAt;
      return { self: fact(loss, manifest, source, explain(loss)), pointer, places: { source: source.place } };
    });
  });
}

/** The stored object still had the field, and nothing was applied since: this update takes it out on purpose. */
function wasTakenOut({ keptAt, name }: Loss, oldObject: JsonObject | null): boolean {
  return oldObject !== null && resolve(oldObject, join(keptAt, name)) !== undefined;
}

type Explanation = Pick<LostField, 'cause' | 'gate' | 'owner' | 'since' | 'nearest'>;

const removed: Explanation = { cause: 'removed', gate: '', owner: '', since: '', nearest: '' };

/** Why servers of the targets would not have kept a field, as their tables say of the manifest that was written. */
function explainer({ manifest }: Written, targets: readonly Target[]): (loss: Loss) => Explanation {
  const known = new Map<Pointer, Explanation>();
  for (const verdict of new Set(judgeAll(manifest, targets))) {
    const { unknownFields, drops } = apiserverFacts(manifest, workloads(manifest), verdict);
    for (const { self, pointer } of unknownFields) {
      const { owner, since, nearest } = self;
      known.set(pointer, { cause: 'unknown', gate: '', owner, since, nearest });
    }
    for (const { self, pointer } of drops) {
      known.set(pointer, { ...removed, cause: 'gate', gate: self.gate, owner: self.owner });
    }
  }
  return ({ writtenAt }) => known.get(writtenAt) ?? removed;
}

function fact(loss: Loss, manifest: Manifest, source: Written, explanation: Explanation): LostField {
  const at = container(manifest, loss.keptAt);
  const saysHow = at.containerList !== '' && ['restartPolicy', 'type'].includes(loss.name);
  return {
    ...explanation,
    field: toFieldPath(join(loss.keptAt, loss.name)),
    name: loss.name,
    value: saysHow && typeof loss.value === 'string' ? loss.value : '',
    source: source.source,
    isFresh: source.isFresh,
    ...at,
  };
}

/** The container that a place is, or lies in. */
function container(
  manifest: Manifest,
  pointer: Pointer,
): Pick<LostField, 'containerClass' | 'containerList' | 'containerName'> {
  const steps = segments(pointer);
  const at = steps.findIndex((step) => step === 'initContainers' || step === 'containers');
  const item = at < 0 ? undefined : resolve(manifest.object, join('', ...steps.slice(0, at + 2)));
  if (item === undefined) return { containerClass: '', containerList: '', containerName: '' };
  const containerList = steps[at] ?? '';
  const isSidecar = stringAt(item, 'restartPolicy') === 'Always';
  const containerClass = containerList === 'containers' ? 'main' : isSidecar ? 'sidecar' : 'init';
  return { containerClass, containerList, containerName: stringAt(item, 'name') };
}
