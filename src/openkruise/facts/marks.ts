import {
  type FactItem,
  type FactList,
  isObject,
  join,
  listAt,
  objectAt,
  stringAt,
  type Workload,
} from '../../model/index.ts';
import { isLive } from '../../workload/index.ts';
import { launchKey } from '../inject/launch.ts';

const bookkeepingKeys: readonly string[] = [
  'kruise.io/sidecarset-hash',
  'kruise.io/sidecarset-hash-without-image',
  'kruise.io/sidecarset-injected-list',
  'kruise.io/sidecarset-working-hotupgrade-container',
];
const bookkeepingPrefixes: readonly string[] = ['version.sidecarset.kruise.io/', 'versionalt.sidecarset.kruise.io/'];
const environment: readonly string[] = ['IS_INJECTED', 'KRUISE_CONTAINER_BARRIER'];

type Mark = FactList<'kruiseMarks'>[number];

/** What OpenKruise writes into pods, or reads in their metadata, as far as it stands in a workload or a set. */
export function kruiseMarks(workload: Workload): FactList<'kruiseMarks'> {
  const { manifest, podMetadata, podMetadataPointer } = workload;
  const ownMetadata = podMetadataPointer === '/metadata' ? undefined : objectAt(manifest.object, 'metadata');
  const right = stringAt(podMetadata, 'annotations', launchKey) === 'Ordered';
  const read = (metadata: unknown, base: string, sort: string): Mark[] =>
    Object.entries(objectAt(metadata, sort) ?? {})
      .filter(([name]) => name === launchKey || isBookkeeping(name))
      .map(([name, value]) => {
        const pointer = join(base, sort, name);
        const self = { sort: sort === 'labels' ? 'label' : 'annotation', name, container: '', alsoRight: right };
        const isOfPod = base === podMetadataPointer;
        return {
          self: { ...self, value: typeof value === 'string' ? value : '', isOfPod, isLive: isLive(manifest) },
          pointer,
          places: { key: { pointer, part: 'key' as const } },
        };
      });
  return [
    ...['labels', 'annotations'].flatMap((sort) => read(podMetadata, podMetadataPointer, sort)),
    ...['labels', 'annotations'].flatMap((sort) => (ownMetadata ? read(ownMetadata, '/metadata', sort) : [])),
    ...envMarks(workload),
  ];
}

const isBookkeeping = (name: string): boolean =>
  bookkeepingKeys.includes(name) || bookkeepingPrefixes.some((prefix) => name.startsWith(prefix));

function envMarks({ manifest, podSpec, podSpecPointer }: Workload): FactItem<Mark['self']>[] {
  return ['initContainers', 'containers'].flatMap((list) =>
    listAt(podSpec, list).flatMap((container, index) =>
      listAt(container, 'env').flatMap((entry, position) => {
        const name = stringAt(entry, 'name');
        if (!isObject(entry) || !environment.includes(name)) return [];
        const pointer = join(podSpecPointer, list, index, 'env', position);
        const self = { sort: 'env', name, value: stringAt(entry, 'value'), container: stringAt(container, 'name') };
        const at = { isOfPod: true, isLive: isLive(manifest), alsoRight: false };
        return [{ self: { ...self, ...at }, pointer, places: { key: { pointer: join(pointer, 'name') } } }];
      }),
    ),
  );
}
