import {
  type Fact,
  type FactList,
  type JsonObject,
  join,
  objectAt,
  type Pointer,
  parent,
  resolve,
  type Workload,
} from '../model/index.ts';
import { isBare } from './names.ts';
import { markerTable } from './table.ts';

const placingLabels = ['alibabacloud.com/eci', 'alibabacloud.com/acs', 'alibabacloud.com/compute-class'];
const eciPrefix = 'k8s.aliyun.com/eci-';

interface Metadata {
  object: JsonObject;
  pointer: Pointer;
  onPod: boolean;
}

/**
 * Keys of labels and annotations that Alibaba Cloud reads, or that were invented for want of one, in the metadata of a workload, of its
 * Job template and of its pods. `namespaceLabels`: of the namespace of the pods, as far as the input tells.
 */
export function platformKeys(
  workload: Workload,
  namespaceLabels: Readonly<Record<string, string>>,
): FactList<'platformKeys'> {
  return metadataOf(workload).flatMap(({ object, pointer, onPod }) =>
    (['label', 'annotation'] as const).flatMap((sort) =>
      Object.keys(objectAt(object, `${sort}s`) ?? {}).flatMap((key) => {
        const isForPods = sort === 'label' ? placingLabels.includes(key) : key.startsWith(eciPrefix);
        const marker = inventedFor(key);
        if (!isForPods && marker === '') return [];
        const onTemplate = Object.hasOwn(objectAt(workload.podMetadata, `${sort}s`) ?? {}, key);
        const alsoRight = onTemplate || (sort === 'label' && Object.hasOwn(namespaceLabels, key));
        const self: Fact<'PlatformKey'> = {
          key,
          sort,
          onPod,
          alsoRight,
          isForPods,
          marker,
          isBare: marker !== '' && isBare(key),
        };
        const at = join(pointer, `${sort}s`, key);
        return [{ self, pointer: at, places: { key: { pointer: at, part: 'key' as const } } }];
      }),
    ),
  );
}

/** Metadata of the workload, of the Jobs a CronJob makes, and of the pods. */
function metadataOf({ manifest, podMetadata, podSpecPointer, podMetadataPointer }: Workload): Metadata[] {
  const found: Metadata[] = [];
  const add = (pointer: Pointer): void => {
    const object = objectAt(resolve(manifest.object, pointer));
    if (object !== undefined && pointer !== podMetadataPointer) found.push({ object, pointer, onPod: false });
  };
  const isOwnPod = podMetadataPointer === '/metadata' && podSpecPointer === '/spec' && manifest.kind !== 'SidecarSet';
  if (!isOwnPod) {
    // Of a set the metadata are its own, although its containers are read as a pod.
    if (podMetadataPointer === '/metadata' || podMetadataPointer === '') {
      const object = objectAt(manifest.object, 'metadata') ?? {};
      return [{ object, pointer: '/metadata', onPod: false }];
    }
    add('/metadata');
    const job = parent(parent(parent(podMetadataPointer)));
    if (job !== '') add(join(job, 'metadata'));
  }
  return [...found, { object: podMetadata, pointer: podMetadataPointer, onPod: true }];
}

/** The marker that does what a key's name promises, for keys that nobody reads; '' for others. */
function inventedFor(key: string): string {
  const plain = key.toUpperCase().replace(/^_+|_+$/g, '');
  const named = markerTable.find(({ name }) => name.replace(/^_+|_+$/g, '') === plain);
  if (named !== undefined) return named.name;
  if (key.startsWith('alibabacloud.com/')) return key.includes('sidecar') ? '__IS_SIDECAR__' : '';
  if (!key.startsWith(eciPrefix)) return '';
  const name = key.slice(eciPrefix.length);
  if (name.includes('exit-code')) return 'ECI_CONTAINER_IGNORE_EXIT_CODE';
  if (name.includes('priority')) return `ECI_CONTAINER_${name.includes('exit') ? 'EXIT' : 'LAUNCH'}_PRIORITY`;
  if (name.includes('ignore'))
    return name.includes('resource') ? '__ECI_RESOURCE_IGNORE__' : 'ECI_CONTAINER_IGNORE_READY';
  return name.includes('sidecar') || name.includes('container-type') ? 'ECI_CONTAINER_TYPE' : '';
}
