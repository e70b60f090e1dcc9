import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Manifest } from '../model/index.ts';
import { isWhole, workloads } from './locate.ts';

const podSpec = { containers: [{ name: 'app', image: 'app:1' }] };
const template = { metadata: { labels: { app: 'x' } }, spec: podSpec };

function manifest(apiVersion: string, kind: string, body: JsonObject): Manifest {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return { object: { apiVersion, kind, ...body }, apiVersion, kind, group, name: 'x', namespace: '' };
}

function pointers(apiVersion: string, kind: string, body: JsonObject): string[] {
  return workloads(manifest(apiVersion, kind, body)).map((workload) => workload.podSpecPointer);
}

test('finds the pod spec of every kind of the table', () => {
  assert.equal(pointers('v1', 'Pod', { metadata: {}, spec: podSpec }), ['/spec']);
  assert.equal(pointers('v1', 'PodTemplate', { template }), ['/template/spec']);
  for (const [version, kind] of [
    ['v1', 'ReplicationController'],
    ['apps/v1', 'Deployment'],
    ['extensions/v1beta1', 'Deployment'],
    ['batch/v1', 'Job'],
    ['apps.kruise.io/v1alpha1', 'CloneSet'],
    ['apps.kruise.io/v1beta1', 'StatefulSet'],
    ['argoproj.io/v1alpha1', 'Rollout'],
    ['serving.knative.dev/v1', 'Service'],
  ] as const)
    assert.equal(pointers(version, kind, { spec: { template } }), ['/spec/template/spec'], kind);
  assert.equal(pointers('batch/v1', 'CronJob', { spec: { jobTemplate: { spec: { template } } } }), [
    '/spec/jobTemplate/spec/template/spec',
  ]);
});

test('finds several templates of one object, in lists and in maps', () => {
  const jobs = [{ template: { spec: { template } } }, { template: { spec: { template } } }];
  assert.equal(pointers('jobset.x-k8s.io/v1alpha2', 'JobSet', { spec: { replicatedJobs: jobs } }), [
    '/spec/replicatedJobs/0/template/spec/template/spec',
    '/spec/replicatedJobs/1/template/spec/template/spec',
  ]);
  assert.equal(
    pointers('kubeflow.org/v2beta1', 'MPIJob', { spec: { mpiReplicaSpecs: { Launcher: { template }, Worker: {} } } }),
    ['/spec/mpiReplicaSpecs/Launcher/template/spec'],
  );
});

test('tells pod metadata from the metadata of the workload', () => {
  const [workload] = workloads(
    manifest('apps/v1', 'Deployment', { metadata: { labels: { own: 'y' } }, spec: { template } }),
  );
  assert.equal(workload?.podMetadata, { labels: { app: 'x' } });
  assert.is(workload?.podMetadataPointer, '/spec/template/metadata');
  assert.is(workload?.controller, 'endless');
});

test('a template that is itself a pod spec has no metadata', () => {
  const [workload] = workloads(
    manifest('serving.kserve.io/v1alpha1', 'LLMInferenceServiceConfig', { spec: { template: podSpec } }),
  );
  assert.is(workload?.podSpecPointer, '/spec/template');
  assert.equal(workload?.podMetadata, {});
});

test('no pod spec where containers mean something else', () => {
  for (const [version, kind] of [
    ['apps.kruise.io/v1alpha1', 'SidecarSet'],
    ['apps.kruise.io/v1alpha1', 'ContainerRecreateRequest'],
    ['apps.kruise.io/v1alpha1', 'WorkloadSpread'],
    ['networking.istio.io/v1', 'Sidecar'],
    ['opentelemetry.io/v1beta1', 'OpenTelemetryCollector'],
    ['elasticsearch.k8s.elastic.co/v1', 'Elasticsearch'],
    ['v1', 'Service'],
    ['example.org/v1', 'Deployment'],
  ] as const)
    assert.equal(pointers(version, kind, { spec: { ...podSpec, template } }), [], `${version} ${kind}`);
});

test('broken shapes are no workloads', () => {
  assert.equal(pointers('v1', 'Pod', {}), []);
  assert.equal(pointers('v1', 'Pod', { spec: [] }), []);
  assert.equal(pointers('apps/v1', 'Deployment', { spec: { template: null } }), []);
  assert.equal(pointers('jobset.x-k8s.io/v1', 'JobSet', { spec: { replicatedJobs: 'none' } }), []);
});

test('an object without names or images is a part of one', () => {
  assert.is(isWhole(podSpec), true);
  assert.is(isWhole({ containers: [] }), false);
  assert.is(isWhole({ containers: [{ name: 'app' }] }), false);
  assert.is(isWhole({ ...podSpec, initContainers: [{ image: 'x' }] }), false);
});

test.run();
