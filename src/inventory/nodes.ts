import { type JsonObject, type JsonValue, listAt, type Manifest, objectAt, stringAt, valueAt } from '../model/index.ts';
import { type Labels, labelAt, labelsOf } from './labels.ts';
import { type SelectorTerm, selectorTerms, termMatches } from './selectors.ts';

/** A Node and the release of its kubelet. */
export interface NodeRelease {
  name: string;
  /** Second number of the kubelet's version as it reports it: 28 for v1.28.3; undefined when the object does not tell, or is no kubelet's. */
  minor: number | undefined;
  labels: Labels;
  manifest: Manifest;
}

export function nodeRelease(manifest: Manifest): NodeRelease {
  const labels = labelsOf(valueAt(manifest.object, 'metadata', 'labels'));
  return { name: manifest.name, minor: kubeletMinor(manifest.object), labels, manifest };
}

/** Of a Node; undefined too for a virtual one, where no kubelet runs and the provider states what version it likes. */
export function kubeletMinor(node: JsonObject): number | undefined {
  const version = stringAt(node, 'status', 'nodeInfo', 'kubeletVersion');
  const [, minor] = /^v1\.(\d{1,4})\./.exec(version) ?? [];
  return minor === undefined || isVirtual(node) ? undefined : Number(minor);
}

/** Told by the label OpenKruise goes by, by that of Alibaba Cloud's self-managed VNodes, or by the taint of virtual-kubelet. */
function isVirtual(node: JsonObject): boolean {
  const labels = labelsOf(valueAt(node, 'metadata', 'labels'));
  if (labelAt(labels, 'type') === 'virtual-kubelet' || labelAt(labels, 'k8s.aliyun.com/vnode') === 'true') return true;
  return listAt(node, 'spec', 'taints').some((taint) => stringAt(taint, 'key') === 'virtual-kubelet.io/provider');
}

/** Oldest kubelets first; those that do not tell come last. */
export function byAge(a: NodeRelease, b: NodeRelease): number {
  const last = Number.MAX_SAFE_INTEGER;
  return (a.minor ?? last) - (b.minor ?? last);
}

/** Whether the scheduler may put a pod on a node, as far as nodeName, nodeSelector, required node affinity and taints tell. */
export function mayRunOn(podSpec: JsonObject, node: NodeRelease): boolean {
  const name = stringAt(podSpec, 'nodeName');
  if (name !== '' && name !== node.name) return false;
  for (const [key, value] of Object.entries(objectAt(podSpec, 'nodeSelector') ?? {})) {
    if (labelAt(node.labels, key) !== value) return false;
  }
  const required = valueAt(podSpec, 'affinity', 'nodeAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
  const terms = listAt(required, 'nodeSelectorTerms');
  if (terms.length > 0 && !terms.some((term) => admits(term, node))) return false;
  return listAt(node.manifest.object, 'spec', 'taints').every((taint) => isTolerated(taint, podSpec));
}

/** One of several alternatives; an empty one admits no node. */
function admits(term: JsonValue, node: NodeRelease): boolean {
  const expressions = selectorTerms({ matchExpressions: listAt(term, 'matchExpressions') });
  const fields = selectorTerms({ matchExpressions: listAt(term, 'matchFields') });
  if (expressions.length + fields.length === 0) return false;
  const ownFields = { 'metadata.name': node.name };
  return (
    expressions.every((expression) => holds(expression, node.labels)) &&
    fields.every((field) => termMatches(field, ownFields))
  );
}

/** Gt and Lt exist for nodes alone: both sides are integers. */
function holds(term: SelectorTerm, labels: Labels): boolean {
  if (term.operator !== 'Gt' && term.operator !== 'Lt') return termMatches(term, labels);
  const difference = Number.parseInt(labelAt(labels, term.key) ?? '', 10) - Number.parseInt(term.values[0] ?? '', 10);
  return term.operator === 'Gt' ? difference > 0 : difference < 0;
}

/** Taints that Kubernetes sets for a state of the node (not ready, cordoned) pass, so they keep no pod off for good. */
function isTolerated(taint: JsonValue, podSpec: JsonObject): boolean {
  const key = stringAt(taint, 'key');
  const effect = stringAt(taint, 'effect');
  if (effect === 'PreferNoSchedule' || key.startsWith('node.kubernetes.io/')) return true;
  return listAt(podSpec, 'tolerations').some((toleration) => {
    const ofEffect = stringAt(toleration, 'effect');
    const ofKey = stringAt(toleration, 'key');
    if ((ofEffect !== '' && ofEffect !== effect) || (ofKey !== '' && ofKey !== key)) return false;
    if (stringAt(toleration, 'operator') === 'Exists') return true;
    return ofKey !== '' && stringAt(toleration, 'value') === stringAt(taint, 'value');
  });
}
