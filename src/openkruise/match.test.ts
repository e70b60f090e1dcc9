import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestOf, manifestsOf } from '../../test-cases/support/manifests.ts';
import { labelsOf } from '../inventory/index.ts';
import type { Platform } from '../model/index.ts';
import { matches } from './match.ts';

const set = (spec: string, apiVersion = 'apps.kruise.io/v1alpha1') =>
  manifestOf(`{apiVersion: ${apiVersion}, kind: SidecarSet, metadata: {name: s}, spec: {${spec}}}`);
const selector = 'selector: {matchLabels: {app: web}}';

const namespaces = inventoryOf(
  manifestsOf(`
{apiVersion: v1, kind: Namespace, metadata: {name: shop, labels: {team: a}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: system, labels: {control-plane: openkruise}}}
---
{apiVersion: v1, kind: Namespace, metadata: {name: planes, labels: {control-plane: other}}}
`),
);

interface Case {
  namespace?: string;
  labels?: Record<string, string>;
  minor?: number;
  platform?: Platform;
  apiVersion?: string;
}

function decide(spec: string, options: Case = {}): string {
  const { namespace = 'shop', labels = { app: 'web' }, minor, platform = 'unknown', apiVersion } = options;
  const target = { platforms: [platform], ...(minor !== undefined && { kruise: { major: 1, minor } }) };
  return matches(set(spec, apiVersion), { namespace, labels: labelsOf(labels) }, namespaces, target);
}

test('the labels of the pod decide', () => {
  assert.is(decide(selector), 'yes');
  assert.is(decide(selector, { labels: { app: 'api' } }), 'no');
  assert.is(decide('selector: {}'), 'no');
  assert.is(decide('selector: {matchExpressions: [{key: app, operator: in, values: [web]}]}'), 'no');
});

test('paused injection takes nothing, paused updates still do', () => {
  assert.is(decide(`${selector}, injectionStrategy: {paused: true}`), 'no');
  assert.is(decide(`${selector}, updateStrategy: {paused: true}`), 'yes');
});

test('namespace limits v1alpha1 sets; a pod without one lives in default', () => {
  assert.is(decide(`namespace: shop, ${selector}`), 'yes');
  assert.is(decide(`namespace: default, ${selector}`), 'no');
  assert.is(decide(`namespace: default, ${selector}`, { namespace: 'default' }), 'yes');
  assert.is(decide(`namespace: other, ${selector}`, { apiVersion: 'apps.kruise.io/v1beta1' }), 'yes');
});

test('namespaceSelector asks the Namespace, and is unknown without its manifest', () => {
  const byTeam = `${selector}, namespaceSelector: {matchLabels: {team: a}}`;
  assert.is(decide(byTeam), 'yes');
  assert.is(decide(byTeam, { namespace: 'absent' }), 'unknown');
  assert.is(decide(`${selector}, namespaceSelector: {matchLabels: {team: b}}`), 'no');
  const byName = (name: string): string =>
    `${selector}, namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ${name}}}`;
  assert.is(decide(byName('absent'), { namespace: 'absent' }), 'yes');
  assert.is(decide(byName('other'), { namespace: 'absent' }), 'no');
});

test('releases differ', () => {
  assert.is(decide(`${selector}, namespaceSelector: {matchLabels: {team: b}}`, { minor: 3 }), 'yes');
  assert.is(decide(`namespace: shop, ${selector}, namespaceSelector: {matchLabels: {team: b}}`, { minor: 8 }), 'no');
  assert.is(decide(`namespace: shop, ${selector}, namespaceSelector: {matchLabels: {team: b}}`, { minor: 9 }), 'yes');
  assert.is(decide(selector, { apiVersion: 'apps.kruise.io/v1beta1', minor: 8 }), 'no');
});

test('namespaces that the pod webhook does not serve', () => {
  assert.is(decide(selector, { namespace: 'kube-system', minor: 2 }), 'no');
  assert.is(decide(selector, { namespace: 'kube-public', minor: 2 }), 'no');
  assert.is(decide(selector, { namespace: 'kube-system', minor: 8 }), 'unknown');
  assert.is(decide(selector, { namespace: 'system' }), 'no');
  assert.is(decide(selector, { namespace: 'planes' }), 'unknown');
});

test('the virtual-node label comes after the pod: never "no" where virtual nodes may exist', () => {
  const onNodes = 'selector: {matchLabels: {serverless.alibabacloud.com/virtual-node: "true", app: web}}';
  assert.is(decide(onNodes), 'unknown');
  assert.is(decide(onNodes, { platform: 'ack-virtual-node' }), 'unknown');
  assert.is(decide(onNodes, { platform: 'kubernetes' }), 'no');
  assert.is(decide(onNodes, { labels: { app: 'api' } }), 'no');
  const sent = { app: 'web', 'alibabacloud.com/eci': 'true' };
  assert.is(decide(onNodes, { labels: sent }), 'yes');
  assert.is(decide(onNodes.replace('"true"', '"yes"'), { labels: sent }), 'no');
  assert.is(decide(onNodes, { labels: sent, platform: 'kubernetes' }), 'no');
  const labelled = { app: 'web', 'serverless.alibabacloud.com/virtual-node': 'true' };
  assert.is(decide(onNodes, { labels: labelled, platform: 'kubernetes' }), 'yes');
});

test.run();
