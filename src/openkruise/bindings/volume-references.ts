import type { Inventory } from '../../inventory/index.ts';
import type { FactList, Manifest } from '../../model/index.ts';
import { bindingGroupKind, bindingObject, bindingsOf, bindingYaml } from './binding.ts';
import { isLimitedTo, referencesOf, type VolumeReference } from './references.ts';
import { judge, type Verdict } from './verdict.ts';

/**
 * Every `namespace/name` of a SidecarSet's volumes, and whether a SidecarSetResourceBinding in that namespace grants it.
 * A set limited to the namespace needs none. Malformed references are left to their own rule.
 */
export function volumeReferences(manifest: Manifest, inventory: Inventory): FactList<'volumeReferences'> {
  const references = referencesOf(manifest);
  if (references.length === 0) return [];
  const bindings = bindingsOf(inventory);
  const neighbour = bindings.findLast((binding) => binding.rightType)?.manifest;
  return references.map((reference) => {
    const wanted = wantedBinding(manifest.name, reference.namespace, references, inventory);
    const granted: Verdict = { cause: '', near: false, found: '' };
    const question = { set: manifest, reference, inventory };
    const verdict = isLimitedTo(manifest, reference.namespace) ? granted : judge(question, bindings);
    return {
      self: {
        set: manifest.name,
        volume: reference.volume,
        kind: reference.kind,
        namespace: reference.namespace,
        name: reference.name,
        cause: verdict.cause,
        near: verdict.near,
        bindingsKnown: inventory.isWhole(bindingGroupKind),
        found: verdict.found,
        binding: verdict.binding?.manifest.name ?? '',
        wanted: bindingYaml(...wanted),
        wantedObject: bindingObject(...wanted),
      },
      pointer: reference.pointer,
      places: {
        name: { pointer: reference.pointer },
        binding: verdict.place,
        bindingObject: verdict.binding && { manifest: verdict.binding.manifest, pointer: '' },
        neighbour: neighbour && { manifest: neighbour, pointer: '' },
      },
    };
  });
}

/** One binding for all references of the set into the namespace: two of one name would overwrite each other when applied. */
function wantedBinding(
  set: string,
  namespace: string,
  references: readonly VolumeReference[],
  inventory: Inventory,
): Parameters<typeof bindingObject> {
  const refs = new Map<string, { kind: string; name: string }>();
  for (const { kind, name, ...rest } of references) {
    if (rest.namespace === namespace) refs.set(`${kind}/${name}`, { kind, name });
  }
  const taken = new Set(
    bindingsOf(inventory)
      .filter((binding) => binding.namespace === namespace)
      .map((binding) => binding.manifest.name),
  );
  const base = `${set}-resourcebinding`;
  let name = base;
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`;
  return [name, namespace, set, [...refs.values()]];
}
