import {
  isObject,
  type JsonObject,
  listAt,
  type Manifest,
  member,
  objectAt,
  type Platform,
  stringAt,
  type Workload,
} from '../model/index.ts';
import { virtualNodeLabel } from './labels.ts';
import { placementLabels } from './placement.ts';
import { markerTable } from './table.ts';

const order = ['acs', 'eci', 'ack-virtual-node'] as const;
type Sign = (typeof order)[number];

/**
 * The Alibaba platforms a manifest itself gives evidence of: markers, labels, annotations, selectors and volumes that mean
 * nothing elsewhere. A label of virtual nodes of no particular cloud is no evidence.
 */
export function evidence(manifest: Manifest, workloads: readonly Workload[]): Platform[] {
  const signs = new Set(workloads.flatMap(workloadSigns));
  const spec = objectAt(manifest.object, 'spec');
  if (manifest.kind === 'SidecarSet' && manifest.group === 'apps.kruise.io' && spec !== undefined) {
    for (const sign of [...containerSigns(spec), ...volumeSigns(spec)]) signs.add(sign);
    const labels = placementLabels({ manifest, podSpec: spec, podMetadata: {} });
    for (const sign of metadataSigns({ labels })) signs.add(sign);
    for (const term of listAt(spec, 'selector', 'matchExpressions'))
      if (stringAt(term, 'key') === virtualNodeLabel && stringAt(term, 'operator') !== 'NotIn')
        signs.add('ack-virtual-node');
  }
  return order.filter((sign) => signs.has(sign));
}

const known = new WeakMap<Workload, readonly Sign[]>();

/** Asked for the platform of a run, and again for the facts of the pod. */
function workloadSigns(workload: Workload): readonly Sign[] {
  const { podSpec, podMetadata } = workload;
  const signs = known.get(workload) ?? [
    ...metadataSigns(podMetadata),
    ...containerSigns(podSpec),
    ...volumeSigns(podSpec),
    ...placementSigns(podSpec),
  ];
  known.set(workload, signs);
  return signs;
}

function metadataSigns(metadata: JsonObject): Sign[] {
  const labels = objectAt(metadata, 'labels') ?? {};
  const annotations = objectAt(metadata, 'annotations') ?? {};
  const signs: Sign[] = [];
  if (stringAt(labels, 'alibabacloud.com/eci') === 'true') signs.push('eci');
  if (stringAt(labels, 'alibabacloud.com/acs') === 'true') signs.push('ack-virtual-node');
  if (stringAt(labels, virtualNodeLabel) !== '') signs.push('ack-virtual-node');
  const computes = ['alibabacloud.com/compute-class', 'alibabacloud.com/compute-qos'];
  if (computes.some((key) => stringAt(labels, key) !== '') && stringAt(labels, 'alibabacloud.com/acs') !== 'true')
    signs.push('acs');
  if (/^eci(?:_only)?$/.test(stringAt(annotations, 'alibabacloud.com/burst-resource'))) signs.push('eci');
  if (Object.keys(annotations).some((key) => key.startsWith('k8s.aliyun.com/eci-'))) signs.push('eci');
  return signs;
}

function containerSigns(podSpec: JsonObject): Sign[] {
  const env = [...listAt(podSpec, 'containers'), ...listAt(podSpec, 'initContainers')].flatMap((container) =>
    listAt(container, 'env'),
  );
  return env.flatMap((entry): Sign[] => {
    const name = stringAt(entry, 'name');
    const family = markerTable.find((marker) => marker.name === name)?.family;
    // ECI writes `normal` into containers by itself; KRUISE_… works on every node.
    if (family === undefined || family === 'kruise' || stringAt(entry, 'value') === 'normal') return [];
    return [family];
  });
}

function volumeSigns(podSpec: JsonObject): Sign[] {
  return listAt(podSpec, 'volumes').flatMap((volume): Sign[] => {
    if (stringAt(volume, 'emptyDir', 'medium') === 'Stdout') return ['acs'];
    return stringAt(volume, 'csi', 'driver') === 'stdlogplugin.csi.alibabacloud.com' ? ['eci'] : [];
  });
}

function placementSigns(podSpec: JsonObject): Sign[] {
  const signs: Sign[] = [];
  if (isObject(member(podSpec, 'nodeSelector')) && stringAt(podSpec, 'nodeSelector', 'k8s.aliyun.com/vnode') === 'true')
    signs.push('eci');
  for (const toleration of listAt(podSpec, 'tolerations')) {
    const key = stringAt(toleration, 'key');
    if (key === 'k8s.aliyun.com/vnode') signs.push('eci');
    if (key === 'virtual-kubelet.io/provider' && stringAt(toleration, 'value') === 'alibabacloud')
      signs.push('ack-virtual-node');
  }
  return signs;
}
