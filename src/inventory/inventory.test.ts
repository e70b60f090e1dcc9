import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { inventoryOf, manifestsOf } from '../../test-cases/support/manifests.ts';

const files = manifestsOf(`
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: a}}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}}
---
apiVersion: v1
kind: Service
metadata: {name: external, namespace: shop}
spec: {externalName: example.com}
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere}
spec: {selector: {app: web}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop, labels: {app: deployment}}
spec: {template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web, image: web:1}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: web}
`);
const inventory = inventoryOf(files);

test('finds by kind, and by namespace and name; no namespace means default', () => {
  assert.equal(
    inventory.ofKind('Service').map(({ name }) => name),
    ['elsewhere', 'external', 'web'],
  );
  assert.is(inventory.find('ConfigMap', 'default', 'web')?.kind, 'ConfigMap');
  assert.is(inventory.find('ConfigMap', 'shop', 'web'), undefined);
  assert.is(inventory.find('Namespace', '', 'shop')?.kind, 'Namespace');
  assert.is(inventory.named('Deployment').length, 1);
});

test('services select pods by the labels of the template, in their own namespace', () => {
  const [workload] = inventory.workloads;
  assert.ok(workload);
  assert.equal(
    inventory.servicesSelecting(workload).map(({ name }) => name),
    ['web'],
  );
});

test('a namespace without a manifest is known by its name alone', () => {
  assert.equal({ ...inventory.namespace('shop').labels }, { team: 'a', 'kubernetes.io/metadata.name': 'shop' });
  assert.is(inventory.namespace('shop').known, true);
  const { labels, known } = inventory.namespace('other');
  assert.equal({ ...labels }, { 'kubernetes.io/metadata.name': 'other' });
  assert.is(known, false);
});

test('the order of the files never changes what is found', () => {
  const twice = [
    ...files,
    ...manifestsOf('{apiVersion: v1, kind: ConfigMap, metadata: {name: web}, data: {a: b}}', 'z.yaml'),
  ];
  const seen = (found: typeof files): unknown => {
    const { manifests, workloads, find } = inventoryOf(found);
    return [
      manifests.map(({ object }) => object),
      workloads.map(({ manifest }) => manifest.name),
      find('ConfigMap', '', 'web')?.object,
    ];
  };
  const expected = seen(twice);
  fc.assert(
    fc.property(fc.shuffledSubarray(twice, { minLength: twice.length }), (shuffled) => {
      assert.equal(seen(shuffled), expected);
    }),
  );
});

test.run();
