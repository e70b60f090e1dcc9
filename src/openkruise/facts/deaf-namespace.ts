import { type Inventory, labelAt, selectorTerms } from '../../inventory/index.ts';
import { type Manifest, stringAt, valueAt } from '../../model/index.ts';
import { behaves, isSince, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { apiOf } from '../table.ts';

/**
 * The namespace a set is limited to, when the pod webhook is not asked there; '' when another namespace remains or the
 * release is not known. Of several the first.
 */
export function deafNamespace(set: Manifest, inventory: Inventory, target: KruiseTarget): string {
  if (target.kruise === undefined) return '';
  const release = releaseOf(target.kruise);
  const names = onlyNamespaces(set, release);
  return names.every((name) => isDeaf(name, inventory, release)) ? (names[0] ?? '') : '';
}

/** The namespaces a set names; empty when it is limited by other labels, or by none. */
function onlyNamespaces(set: Manifest, release: Release): string[] {
  const namespace = stringAt(set.object, 'spec', 'namespace');
  if (namespace !== '' && apiOf(set.apiVersion) === 'v1alpha1') return [namespace];
  if (!behaves(release, 'namespaceSelector')) return [];
  const terms = selectorTerms(valueAt(set.object, 'spec', 'namespaceSelector'));
  return terms.find((term) => term.key === 'kubernetes.io/metadata.name' && term.operator === 'In')?.values ?? [];
}

/** kube-system is left out by the Helm charts since 1.5.2, and by the program itself until 1.2. */
function isDeaf(name: string, inventory: Inventory, release: Release): boolean {
  if (behaves(release, 'skipsKubeNamespaces')) return name === 'kube-system' || name === 'kube-public';
  if (!isSince(release, '1.6')) return false;
  return name === 'kube-system' || labelAt(inventory.namespace(name).labels, 'control-plane') === 'openkruise';
}
