import {
  type JsonObject,
  join,
  listAt,
  objectAt,
  type Platform,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';
import { virtualNodeLabel } from './labels.ts';

/** Where a pod runs on Alibaba Cloud, as far as its platform was declared and its own placement tells. */
export interface Placement {
  runsOn: Platform[];
  /** What leads it to a virtual node, as words; '' for nothing. */
  words: string;
  pointer: Pointer | undefined;
  /** No other node is left for it. */
  isCertain: boolean;
}

interface Sign {
  words: string;
  pointer: Pointer;
  isCertain: boolean;
  /** It names Alibaba Cloud itself; others are shared with virtual nodes of other clouds. */
  isOwn: boolean;
}

const computes = ['eci', 'acs'] as const;
const computeLabels = computes.map((name) => `alibabacloud.com/${name}`);

/** @param isDeclared The platforms were stated, not read from evidence. */
export function placement(
  workload: Workload,
  platforms: readonly Platform[] = ['unknown'],
  isDeclared = false,
): Placement {
  const shown = shownBy(workload);
  const within = (name: Platform): boolean => platforms.includes(name) || platforms.includes('ack-virtual-node');
  const known = isDeclared ? shown.filter(within) : shown;
  const isAlibaba = isDeclared && platforms.some((name) => name !== 'kubernetes' && name !== 'unknown');
  const signs = signsOf(workload).filter((sign) => sign.isOwn || isAlibaba);
  const sign = signs.find(({ isCertain }) => isCertain) ?? signs[0];
  return {
    runsOn: known.length > 0 ? known : isDeclared ? [...platforms] : ['unknown'],
    words: sign?.words ?? '',
    pointer: sign?.pointer,
    isCertain: sign?.isCertain ?? false,
  };
}

/** The labels of the pod; those a SidecarSet selects stand for the labels of its pods. */
export function placementLabels({
  manifest,
  podMetadata,
  podSpec,
}: Pick<Workload, 'manifest' | 'podMetadata' | 'podSpec'>): JsonObject {
  if (manifest.kind !== 'SidecarSet' || manifest.group !== 'apps.kruise.io')
    return objectAt(podMetadata, 'labels') ?? {};
  const labels: JsonObject = Object.assign(Object.create(null), objectAt(podSpec, 'selector', 'matchLabels'));
  for (const term of listAt(podSpec, 'selector', 'matchExpressions')) {
    const [value, ...others] = listAt(term, 'values');
    const isOne = stringAt(term, 'operator') === 'In' && others.length === 0;
    if (isOne && typeof value === 'string') labels[stringAt(term, 'key')] = value;
  }
  return labels;
}

function shownBy(workload: Workload): Platform[] {
  const labels = placementLabels(workload);
  const shown: Platform[] = computes.filter((name) => stringAt(labels, `alibabacloud.com/${name}`) === 'true');
  const compute = stringAt(labels, 'alibabacloud.com/compute-class');
  if (compute !== '' && !shown.includes('acs')) shown.push('acs');
  if (shown.length > 0) return shown;
  if (stringAt(workload.podSpec, 'nodeSelector', 'k8s.aliyun.com/vnode') === 'true') return ['eci'];
  return stringAt(labels, virtualNodeLabel) === 'true' ? ['ack-virtual-node'] : [];
}

function signsOf(workload: Workload): Sign[] {
  const { podSpec, podSpecPointer, podMetadataPointer } = workload;
  const labels = placementLabels(workload);
  const isSet = labels !== objectAt(workload.podMetadata, 'labels') && workload.manifest.kind === 'SidecarSet';
  const signs: Sign[] = [];
  const add = (words: string, pointer: Pointer, isOwn: boolean, isCertain = true): void => {
    signs.push({ words, pointer, isOwn, isCertain });
  };
  for (const key of isSet ? [virtualNodeLabel, ...computeLabels] : computeLabels) {
    const pointer = isSet ? join(podSpecPointer, 'selector') : join(podMetadataPointer, 'labels', key);
    if (stringAt(labels, key) === 'true') add(`label ${key}`, pointer, true);
  }
  if (stringAt(podSpec, 'nodeName').startsWith('virtual-kubelet'))
    add('nodeName', join(podSpecPointer, 'nodeName'), false);
  for (const { key, value, isOwn } of nodeLabels) {
    const pointer = join(podSpecPointer, 'nodeSelector', key);
    if (stringAt(podSpec, 'nodeSelector', key) === value) add(`nodeSelector ${key}: ${value}`, pointer, isOwn);
    const term = requiredTerm(podSpec, key, value);
    if (term !== undefined) add(`node affinity to ${key}: ${value}`, join(podSpecPointer, ...term), isOwn);
  }
  for (const [index, toleration] of listAt(podSpec, 'tolerations').entries()) {
    const isOwn = stringAt(toleration, 'value') === 'alibabacloud';
    if (isOwn && stringAt(toleration, 'key') === 'virtual-kubelet.io/provider')
      add(
        'toleration of virtual-kubelet.io/provider=alibabacloud',
        join(podSpecPointer, 'tolerations', index),
        true,
        false,
      );
  }
  return signs;
}

const nodeLabels = [
  { key: 'type', value: 'virtual-kubelet', isOwn: false },
  { key: 'k8s.aliyun.com/vnode', value: 'true', isOwn: true },
];

/** The expression of the first term, when every one of the alternatives asks for that label with `In`. */
function requiredTerm(podSpec: JsonObject, key: string, value: string): (string | number)[] | undefined {
  const path = ['affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution', 'nodeSelectorTerms'];
  const found = listAt(podSpec, ...path).map((term) =>
    listAt(term, 'matchExpressions').findIndex((expression) => {
      const values = listAt(expression, 'values');
      const isIn = stringAt(expression, 'operator') === 'In' && stringAt(expression, 'key') === key;
      return isIn && values.length > 0 && values.every((each) => each === value);
    }),
  );
  const [first] = found;
  if (first === undefined || found.includes(-1)) return undefined;
  return [...path, 0, 'matchExpressions', first];
}
