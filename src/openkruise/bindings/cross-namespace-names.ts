import { isDnsLabel, isDnsSubdomain } from '../../inventory/index.ts';
import { type Fact, type FactList, join, listAt, type Pointer, stringAt, type Workload } from '../../model/index.ts';
import { isSidecarSet } from '../sidecar-set.ts';

type Found = Pick<Fact<'CrossNamespaceName'>, 'place' | 'kind' | 'value'> & { pointer: Pointer };

/** Every name with `/` where a pod spec, or a SidecarSet, names a ConfigMap, Secret or claim. Templated names are passed over. */
export function crossNamespaceNames({ manifest, podSpec, podSpecPointer }: Workload): FactList<'crossNamespaceNames'> {
  const found: Found[] = [];
  const add = (place: string, kind: string, root: unknown, pointer: Pointer, ...path: string[]): void => {
    const value = stringAt(root, ...path);
    if (value.includes('/') && !/\{\{|\$[({]|<%/.test(value))
      found.push({ place, kind, value, pointer: join(pointer, ...path) });
  };
  for (const list of ['initContainers', 'containers', 'ephemeralContainers']) {
    for (const [index, container] of listAt(podSpec, list).entries()) {
      const at = join(podSpecPointer, list, index);
      for (const [entry, value] of listAt(container, 'env').entries()) {
        add('env', 'ConfigMap', value, join(at, 'env', entry), 'valueFrom', 'configMapKeyRef', 'name');
        add('env', 'Secret', value, join(at, 'env', entry), 'valueFrom', 'secretKeyRef', 'name');
      }
      for (const [entry, value] of listAt(container, 'envFrom').entries()) {
        add('envFrom', 'ConfigMap', value, join(at, 'envFrom', entry), 'configMapRef', 'name');
        add('envFrom', 'Secret', value, join(at, 'envFrom', entry), 'secretRef', 'name');
      }
    }
  }
  for (const [index, volume] of listAt(podSpec, 'volumes').entries()) {
    const at = join(podSpecPointer, 'volumes', index);
    add('volume', 'ConfigMap', volume, at, 'configMap', 'name');
    add('volume', 'Secret', volume, at, 'secret', 'secretName');
    add('persistentVolumeClaim', 'PersistentVolumeClaim', volume, at, 'persistentVolumeClaim', 'claimName');
    for (const [entry, source] of listAt(volume, 'projected', 'sources').entries()) {
      const projected = join(at, 'projected', 'sources', entry);
      add('projected', 'ConfigMap', source, projected, 'configMap', 'name');
      add('projected', 'Secret', source, projected, 'secret', 'name');
    }
  }
  for (const [index, secret] of listAt(podSpec, 'imagePullSecrets').entries())
    add('imagePullSecrets', 'Secret', secret, join(podSpecPointer, 'imagePullSecrets', index), 'name');
  const inSidecarSet = isSidecarSet(manifest);
  return found.map(({ pointer, ...name }) => {
    const problem = problemOf(name.value);
    return { self: { ...name, isRight: problem === '', problem, inSidecarSet }, pointer };
  });
}

/** What keeps a text from being `namespace/name`; '' when nothing does. */
function problemOf(value: string): string {
  const [namespace = '', name = '', ...rest] = value.split('/');
  if (rest.length > 0) return 'it has more than one slash';
  if (namespace === '' || name === '') return `the ${namespace === '' ? 'namespace' : 'name'} is empty`;
  if (/\s/.test(value)) return 'it holds a blank';
  if (!isDnsLabel(namespace)) return `'${namespace}' is no name of a namespace`;
  return isDnsSubdomain(name) ? '' : `'${name}' is no name of an object`;
}
