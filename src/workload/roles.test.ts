import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { JsonObject, Workload } from '../model/index.ts';
import { createCatalogue } from './catalogue.ts';
import { describeContainers } from './containers.ts';
import { parseImage } from './image.ts';

const catalogue = createCatalogue();

function workloadOf(podSpec: JsonObject, kind = 'Deployment'): Workload {
  const manifest = { object: { spec: podSpec }, apiVersion: 'v1', kind, group: '', name: 'x', namespace: '' };
  return {
    manifest,
    podSpec,
    podSpecPointer: '/spec',
    podMetadata: {},
    podMetadataPointer: '/metadata',
    controller: 'endless',
  };
}

/** Roles as text: 'id', 'id*' for a helper, 'id?' when only the name matched. */
function roles(podSpec: JsonObject, kind?: string): string[] {
  return describeContainers(workloadOf(podSpec, kind), catalogue).map(({ match: { role } }) =>
    role.id === '' ? '' : role.id + (role.isHelper ? '*' : '') + (role.byNameOnly ? '?' : ''),
  );
}

const app = { name: 'app', image: 'acme/app:1' };

test('normalises image references', () => {
  const name = (reference: string): string => parseImage(reference).name;
  assert.is(name('docker.io/istio/proxyv2:1.22@sha256:00'), 'istio/proxyv2');
  assert.is(name('nginx'), 'nginx');
  assert.is(name('localhost/x/y:1'), 'x/y');
  assert.is(name('registry:5000/x'), 'x');
  assert.is(parseImage('docker:24-dind').tag, '24-dind');
  for (const reference of ['', 'auto', '$IMAGE', `\${X}:1`, '{{ .Values.image }}'])
    assert.is(parseImage(reference).known, false);
});

test('knows a helper by its image beside an application', () => {
  assert.equal(roles({ containers: [app, { name: 'x', image: 'docker.elastic.co/beats/filebeat:8.1' }] }), [
    '',
    'filebeat*',
  ]);
  assert.equal(roles({ containers: [{ name: 'x', image: 'mirror.example.org/hub/istio/proxyv2' }, app] }), [
    'istio-proxy*',
    '',
  ]);
});

test('the same image alone is the main container', () => {
  assert.equal(roles({ containers: [{ name: 'x', image: 'prom/node-exporter' }] }), ['node-exporter']);
  assert.equal(
    roles({
      containers: [
        { name: 'kube-rbac-proxy', image: 'quay.io/brancz/kube-rbac-proxy:v1' },
        { name: 'node-exporter', image: 'quay.io/prometheus/node-exporter:v1' },
      ],
    }),
    ['kube-rbac-proxy*', 'node-exporter'],
  );
});

test('an agent of a DaemonSet is no helper there', () => {
  const containers = [{ name: 'fluentd', image: 'fluent/fluentd:1' }, app];
  assert.equal(roles({ containers }, 'DaemonSet'), ['fluentd', '']);
  assert.equal(roles({ containers }, 'Deployment'), ['fluentd*', '']);
});

test('arguments tell the modes of one image apart', () => {
  const image = 'docker.io/istio/proxyv2:1.22';
  assert.equal(roles({ containers: [app, { name: 'p', image, args: ['proxy', 'sidecar'] }] }), ['', 'istio-proxy*']);
  assert.equal(roles({ containers: [{ name: 'istio-proxy', image, args: ['proxy', 'router'] }] }), ['']);
  assert.equal(
    roles({ initContainers: [{ name: 'istio-init', image, args: ['istio-iptables', '-p'] }], containers: [app] }),
    ['istio-init*', ''],
  );
  assert.equal(roles({ containers: [app, { name: 'x', image: 'hashicorp/vault:1', args: ['server', '-dev'] }] }), [
    '',
    '',
  ]);
  assert.equal(roles({ containers: [app, { name: 'x', image: 'hashicorp/vault:1', args: ['agent', '-config=/c'] }] }), [
    '',
    'vault-agent*',
  ]);
});

test('a name alone is a hint, never a helper', () => {
  assert.equal(roles({ containers: [app, { name: 'istio-proxy', image: 'auto' }] }), ['', 'istio-proxy?']);
  assert.equal(roles({ containers: [app, { name: 'filebeat', image: 'acme/other' }] }), ['', 'filebeat?']);
});

test('a shell image counts as a log shipper by its tail only', () => {
  const tail = (...command: string[]): string[] =>
    roles({ containers: [app, { name: 'x', image: 'busybox:1', command }] });
  assert.equal(tail('tail', '-F', '/var/log/app.log'), ['', 'busybox-log-tail*']);
  assert.equal(tail('tail', '-f', '/dev/null'), ['', '']);
  assert.equal(tail('sleep', 'infinity'), ['', '']);
});

test('the tag is evidence', () => {
  assert.equal(roles({ containers: [app, { name: 'x', image: 'docker:24-dind' }] }), ['', 'dind*']);
  assert.equal(roles({ containers: [app, { name: 'x', image: 'docker:24-cli' }] }), ['', '']);
});

test('entries of the configuration run on the given engine and win over ours', () => {
  const calls: string[] = [];
  const own = createCatalogue(
    [
      {
        id: 'house-proxy',
        product: 'House proxy',
        role: 'proxy',
        images: ['^istio/proxyv2$'],
        alone: 'never',
        need: 'image',
        othersDepend: 'yes',
        endsByItself: 'never',
        otherwise: 'stays',
        confidence: 'high',
      },
    ],
    (pattern, text) => {
      calls.push(pattern);
      return text === 'istio/proxyv2' ? text : undefined;
    },
  );
  const [, match] = describeContainers(workloadOf({ containers: [app, { name: 'p', image: 'istio/proxyv2' }] }), own);
  assert.is(match?.match.role.id, 'house-proxy');
  assert.ok(calls.every((pattern) => pattern === '^istio/proxyv2$'));
});

test('hostile names and arguments cost little', () => {
  const long = 'tail - '.repeat(20_000);
  const begin = performance.now();
  roles({
    containers: [
      app,
      { name: long, image: 'busybox', command: [long] },
      { name: 'x', image: long, args: ['tunnel '.repeat(9999)] },
    ],
  });
  assert.ok(performance.now() - begin < 500);
});

test.run();
