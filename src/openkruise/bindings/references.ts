import { isDnsLabel, isDnsSubdomain, selectorTerms } from '../../inventory/index.ts';
import { join, listAt, type Manifest, type Pointer, stringAt, valueAt } from '../../model/index.ts';
import { isSidecarSet } from '../sidecar-set.ts';
import { apiOf } from '../table.ts';

type ReferenceKind = 'ConfigMap' | 'Secret';

/** A volume of a SidecarSet that names an object as `namespace/name`. */
export interface VolumeReference {
  volume: string;
  kind: ReferenceKind;
  namespace: string;
  name: string;
  /** Of the text `namespace/name`. */
  pointer: Pointer;
}

const sources: readonly { kind: ReferenceKind; member: string; name: string }[] = [
  { kind: 'ConfigMap', member: 'configMap', name: 'name' },
  { kind: 'Secret', member: 'secret', name: 'secretName' },
];

/** Well-formed references only, in the order of the volumes. */
export function referencesOf(set: Manifest): VolumeReference[] {
  if (!isSidecarSet(set)) return [];
  return listAt(set.object, 'spec', 'volumes').flatMap((volume, index) =>
    sources.flatMap(({ kind, member, name }) => {
      const [namespace = '', object = '', rest] = stringAt(volume, member, name).split('/');
      if (rest !== undefined || !isDnsLabel(namespace) || !isDnsSubdomain(object)) return [];
      const pointer = join('/spec/volumes', index, member, name);
      return [{ volume: stringAt(volume, 'name'), kind, namespace, name: object, pointer }];
    }),
  );
}

/** Volumes of a SidecarSet that name an object of the pod's own namespace. */
export function plainReferencesOf(set: Manifest): Pick<VolumeReference, 'kind' | 'name'>[] {
  return listAt(set.object, 'spec', 'volumes').flatMap((volume) =>
    sources.flatMap(({ kind, member, name }) => {
      const text = stringAt(volume, member, name);
      return text === '' || text.includes('/') ? [] : [{ kind, name: text }];
    }),
  );
}

/** Whether all pods of the set live in `namespace`, so that it may use the objects there without a binding. */
export function isLimitedTo(set: Manifest, namespace: string): boolean {
  const spec = valueAt(set.object, 'spec');
  if (apiOf(set.apiVersion) === 'v1alpha1' && stringAt(spec, 'namespace') === namespace) return true;
  return selectorTerms(valueAt(spec, 'namespaceSelector')).some(
    ({ key, operator, values }) =>
      key === 'kubernetes.io/metadata.name' &&
      operator === 'In' &&
      values.length > 0 &&
      values.every((value) => value === namespace),
  );
}
