import { type Fact, type FactList, join, nearest, objectAt, type Workload } from '../model/index.ts';
import { isLive } from '../workload/index.ts';

export const virtualNodeLabel = 'serverless.alibabacloud.com/virtual-node';

/** Pod labels the platforms give a meaning to. */
const platformLabels = [
  virtualNodeLabel,
  'alibabacloud.com/eci',
  'alibabacloud.com/acs',
  'alibabacloud.com/compute-class',
  'alibabacloud.com/compute-qos',
] as const;

/** Uses of these labels on the pods of a workload, also misspelt ones. */
export function labelUses(workload: Workload): FactList<'labelUses'> {
  const labels = objectAt(workload.podMetadata, 'labels') ?? {};
  return Object.entries(labels).flatMap(([key, value]) => {
    const meant = meantLabel(key);
    if (meant === '') return [];
    const self: Fact<'LabelUse'> = {
      key,
      value: typeof value === 'string' ? value : '',
      isText: typeof value === 'string',
      meant,
      match: key === meant ? 'exact' : 'near',
      isLive: isLive(workload.manifest),
    };
    const pointer = join(workload.podMetadataPointer, 'labels', key);
    return [{ self, pointer, places: { key: { pointer, part: 'key' } } }];
  });
}

function meantLabel(key: string): string {
  const exact = platformLabels.find((label) => label === key);
  if (exact !== undefined) return exact;
  // The short ones differ in two letters from each other: only the long one has room for slips.
  const plain = key.replaceAll('_', '-');
  return plain === virtualNodeLabel ? virtualNodeLabel : nearest(key, [virtualNodeLabel]);
}
