import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject } from '../model/index.ts';
import { judgePod } from './library.ts';

const full = {
  name: 'app',
  image: 'registry.example.org/app:1',
  imagePullPolicy: 'IfNotPresent',
  terminationMessagePolicy: 'File',
};

function said(minor: number, spec: JsonObject): string[] {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'test', namespace: 'default' },
    spec: { restartPolicy: 'Always', dnsPolicy: 'ClusterFirst', containers: [full], ...spec },
  };
  return judgePod(pod, minor).map(({ reason, field }) => `${reason.slice('FieldValue'.length)} ${field}`);
}

test('nothing is filled in', () => {
  const containers = [{ name: 'app', image: 'a', startupProbe: { httpGet: { port: 80 }, successThreshold: 1 } }];
  assert.equal(said(30, { containers }), [
    'NotSupported spec.containers[0].terminationMessagePolicy',
    'NotSupported spec.containers[0].imagePullPolicy',
    'Required spec.containers[0].startupProbe.httpGet.path',
    'NotSupported spec.containers[0].startupProbe.httpGet.scheme',
  ]);
});

test('hooks and probes of init containers are read up to 1.24', () => {
  const initContainers = [{ ...full, name: 'prepare', livenessProbe: { exec: { command: [] }, successThreshold: 1 } }];
  assert.equal(said(24, { initContainers }), [
    'Required spec.initContainers[0].livenessProbe.exec.command',
    'Invalid spec.initContainers[0].livenessProbe',
  ]);
  assert.equal(said(26, { initContainers }), ['Forbidden spec.initContainers[0].livenessProbe']);
});

test('a message policy is Invalid before it is NotSupported', () => {
  const containers = [{ ...full, terminationMessagePolicy: 'Stdout' }];
  assert.equal(said(24, { containers }), ['Invalid spec.containers[0].terminationMessagePolicy']);
  assert.equal(said(26, { containers }), ['NotSupported spec.containers[0].terminationMessagePolicy']);
});

test('devices need a claim, and nothing else at their place', () => {
  const volumes = [
    { name: 'claim', persistentVolumeClaim: { claimName: 'c' } },
    { name: 'temp', emptyDir: {} },
  ];
  const devices = (volumeDevices: JsonObject[], volumeMounts: JsonObject[] = []): string[] =>
    said(28, { volumes, containers: [{ ...full, volumeDevices, volumeMounts }] });
  assert.equal(devices([{ name: 'claim', devicePath: '/dev/x' }]), []);
  assert.equal(devices([{ name: 'temp', devicePath: '/dev/x' }]), ['Invalid spec.containers[0].volumeDevices[0].name']);
  assert.equal(devices([{ name: 'none', devicePath: '/a/../x' }]), [
    'NotFound spec.containers[0].volumeDevices[0].name',
    'Invalid spec.containers[0].volumeDevices[0].devicePath',
  ]);
  assert.equal(devices([{ name: 'claim', devicePath: '/x' }], [{ name: 'claim', mountPath: '/x' }]), [
    'Invalid spec.containers[0].volumeMounts[0].name',
    'Invalid spec.containers[0].volumeMounts[0].mountPath',
    'Invalid spec.containers[0].volumeDevices[0].name',
    'Invalid spec.containers[0].volumeDevices[0].devicePath',
  ]);
});

test('variables from elsewhere', () => {
  const env = (valueFrom: JsonObject): string[] =>
    said(28, { containers: [{ ...full, env: [{ name: 'A', valueFrom }] }] }).map((line) =>
      line.replace(/ .*env\[0\]/, ''),
    );
  assert.equal(env({ fieldRef: { fieldPath: "metadata.labels['a/b']" } }), []);
  assert.equal(env({ fieldRef: { fieldPath: "metadata.labels['-']" } }), ['Invalid.valueFrom.fieldRef']);
  assert.equal(env({ fieldRef: { fieldPath: "spec.nodeName['a']" } }), ['Invalid.valueFrom.fieldRef.fieldPath']);
  assert.equal(env({ fieldRef: { fieldPath: 'metadata.labels' } }), ['NotSupported.valueFrom.fieldRef.fieldPath']);
  assert.equal(env({ fieldRef: { fieldPath: 'status.hostIPs' } }), ['Forbidden.valueFrom.fieldRef']);
  assert.equal(env({ fieldRef: { fieldPath: '__proto__' } }), ['Invalid.valueFrom.fieldRef.fieldPath']);
  assert.equal(env({ resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } }), []);
  assert.equal(env({ resourceFieldRef: { resource: 'limits.cpu', divisor: '2' } }), [
    'Invalid.valueFrom.resourceFieldRef.divisor',
  ]);
  assert.equal(env({ resourceFieldRef: { resource: 'limits.gpu' } }), [
    'NotSupported.valueFrom.resourceFieldRef.resource',
  ]);
  assert.equal(env({ secretKeyRef: { name: 'a/b', key: 'k' } }), ['Invalid.valueFrom.secretKeyRef.name']);
});

test('volumes: one source, what it cannot do without, and files that stay inside', () => {
  const volume = (source: JsonObject): string[] =>
    said(24, { volumes: [{ name: 'v', ...source }], serviceAccountName: 'default' }).map((line) =>
      line.replace(' spec.volumes[0]', ''),
    );
  assert.equal(volume({ configMap: { name: 'c' }, emptyDir: {} }), ['Forbidden.configMap']);
  assert.equal(volume({ gcePersistentDisk: {} }), ['Required.persistentDisk.pdName']);
  assert.equal(volume({ nfs: { server: 's', path: 'export' } }), ['Invalid.nfs.path']);
  assert.equal(volume({ hostPath: { path: '/a', type: 'Folder' } }), ['NotSupported.hostPath.type']);
  assert.equal(volume({ secret: { secretName: 's', defaultMode: 512, items: [{ key: 'k', path: '..x' }] } }), [
    'Invalid.secret.defaultMode',
    'Invalid.secret.items[0].path',
  ]);
  const token = { serviceAccountToken: { path: 't', expirationSeconds: 60 } };
  assert.equal(
    volume({ projected: { sources: [token, { secret: { name: 's', items: [{ key: 'k', path: 't' }] } }] } }),
    ['Invalid.projected.sources[0].serviceAccountToken.expirationSeconds', 'Invalid.projected'],
  );
  assert.equal(volume({ downwardAPI: { items: [{ path: 'p' }] } }), ['Required.downwardAPI']);
});

test('a token needs a service account where no plug-in names one', () => {
  const volumes = [{ name: 'v', projected: { sources: [{ serviceAccountToken: { path: 't' } }] } }];
  assert.equal(said(22, { volumes }), ['Forbidden spec.volumes[0].projected.sources[0].serviceAccountToken']);
  assert.equal(said(22, { volumes, serviceAccountName: 'default' }), []);
});

test.run();
