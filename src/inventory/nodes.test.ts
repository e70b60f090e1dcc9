import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestsOf } from '../../test-cases/support/manifests.ts';

const nodes = `
{apiVersion: v1, kind: Node, metadata: {name: new, labels: {pool: new, gen: "3"}}, status: {nodeInfo: {kubeletVersion: v1.31.4}}}
---
{apiVersion: v1, kind: Node, metadata: {name: old, labels: {pool: old, gen: "2"}}, status: {nodeInfo: {kubeletVersion: v1.28.3}}}
---
{apiVersion: v1, kind: Node, metadata: {name: gpu, labels: {pool: gpu}}, status: {nodeInfo: {kubeletVersion: v1.27.1}},
 spec: {taints: [{key: gpu, value: "yes", effect: NoSchedule}, {key: node.kubernetes.io/unschedulable, effect: NoSchedule}]}}
---
{apiVersion: v1, kind: Node, metadata: {name: silent}}
---
{apiVersion: v1, kind: Node, metadata: {name: strange}, status: {nodeInfo: {kubeletVersion: 1.20}}}
---
{apiVersion: v1, kind: Node, metadata: {name: virtual, labels: {type: virtual-kubelet}}, status: {nodeInfo: {kubeletVersion: v1.24.0}}}
---
{apiVersion: v1, kind: Node, metadata: {name: vnode, labels: {k8s.aliyun.com/vnode: "true"}}, status: {nodeInfo: {kubeletVersion: v1.24.0}}}
---
{apiVersion: v1, kind: Node, metadata: {name: eci}, status: {nodeInfo: {kubeletVersion: v1.24.0}},
 spec: {taints: [{key: virtual-kubelet.io/provider, value: alibabacloud, effect: NoSchedule}]}}
`;

function affinity(...terms: string[]): string {
  const alternatives = `{nodeSelectorTerms: [${terms.join()}]}`;
  return `affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: ${alternatives}}}`;
}

const cases: [string, string | undefined][] = [
  ['restartPolicy: Always', 'old'],
  ['nodeSelector: {pool: new}', 'new'],
  ['nodeSelector: {pool: absent}', undefined],
  ['nodeSelector: {constructor: x}', undefined],
  ['nodeName: new', 'new'],
  ['nodeName: silent', undefined],
  ['nodeName: strange', undefined],
  ['nodeName: virtual', undefined],
  ['nodeName: vnode', undefined],
  ['nodeName: eci, tolerations: [{operator: Exists}]', undefined],
  [affinity('{matchExpressions: [{key: pool, operator: NotIn, values: [old]}]}'), 'new'],
  [affinity('{matchExpressions: [{key: gen, operator: Gt, values: ["2"]}]}'), 'new'],
  [affinity('{matchExpressions: [{key: gen, operator: Lt, values: ["3"]}]}'), 'old'],
  [affinity('{matchFields: [{key: metadata.name, operator: In, values: [new]}]}'), 'new'],
  [affinity('{}', '{matchExpressions: [{key: pool, operator: In, values: [new]}]}'), 'new'],
  [affinity('{}'), undefined],
  ['tolerations: [{operator: Exists}]', 'gpu'],
  ['tolerations: [{key: gpu, operator: Equal, value: "yes", effect: NoSchedule}]', 'gpu'],
  ['tolerations: [{key: gpu, value: "no"}]', 'old'],
  ['tolerations: [{key: gpu, operator: Exists, effect: NoExecute}]', 'old'],
];

for (const [constraint, expected] of cases) {
  test(`the oldest node left by ${constraint} is ${expected ?? 'not known'}`, () => {
    const pod = `{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {${constraint}, containers: [{name: web, image: web:1}]}}`;
    const inventory = inventoryOf(manifestsOf(`${pod}\n---${nodes}`));
    const [workload] = inventory.workloads;
    assert.ok(workload);
    assert.is(inventory.oldestNode(workload)?.name, expected);
  });
}

test.run();
