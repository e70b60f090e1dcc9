import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { app, facts, workloadOf } from '../../test-cases/support/pod-facts.ts';
import { hostAccesses, logPatterns, logVolumes, markerSources } from '../alibaba/index.ts';
import type { JsonObject } from '../model/index.ts';

const env = (values: Record<string, string>) => ({
  env: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const launch = 'ECI_CONTAINER_LAUNCH_PRIORITY';
const exit = 'ECI_CONTAINER_EXIT_PRIORITY';

test('priorities are compared with the other containers', () => {
  const helper = { name: 'helper', image: 'x', ...env({ ECI_CONTAINER_TYPE: 'sidecar', [launch]: '5', [exit]: '5' }) };
  const list = facts({ containers: [app, helper] }).priorities.map(({ self }) => self);
  assert.equal(
    list.map(({ container, outlivedBy, startedAfter, startedBefore }) => [
      container.name,
      container.isMarked,
      outlivedBy,
      startedAfter,
      startedBefore,
    ]),
    [
      ['app', false, '', '', ''],
      ['helper', true, 'app', '', 'app'],
    ],
  );
  assert.equal(facts({ containers: [app] }).priorities, []);
});

test('an application that leaves first, values that cannot be read, numbers that were not written', () => {
  const outlived = (ofApp: Record<string, string>, ofHelper: Record<string, string>) =>
    facts({
      containers: [
        { ...app, ...env(ofApp) },
        { name: 'h', image: 'x', ...env(ofHelper) },
      ],
    }).priorities.map(({ self }) => self.outlivedBy);
  assert.equal(outlived({ [exit]: '-5' }, {}), ['', 'app']);
  assert.equal(outlived({ [exit]: '5' }, {}), ['h', '']);
  assert.equal(outlived({}, { [exit]: 'much' }), ['', '']);
  assert.equal(outlived({}, { [launch]: '5' }), ['', '']);
});

test('exit levels add up their longest hooks', () => {
  const sleeping = (name: string, seconds: number, priority: string) => ({
    name,
    image: 'x',
    lifecycle: { preStop: { sleep: { seconds } } },
    ...env({ [exit]: priority }),
  });
  const spec = { containers: [sleeping('a', 10, '1'), sleeping('b', 15, '1'), sleeping('c', 20, '0')] };
  assert.equal(facts(spec).exitPlans[0]?.self, { levels: 2, seconds: 35, grace: 30 });
  assert.equal(facts({ containers: [sleeping('a', 10, '1'), sleeping('b', 15, '1')] }).exitPlans, []);
});

test('a marker twice, and one that YAML reads as a boolean', () => {
  const entries: JsonObject[] = [
    { name: '__IS_SIDECAR__', value: 'false' },
    { name: '__IS_SIDECAR__', value: 'true' },
    { name: '__IGNORE_READY__', value: true },
  ];
  const found = facts({ containers: [{ ...app, env: entries }] }).markers;
  assert.equal(
    found.map(({ self }) => [self.overrides, self.scalar]),
    [
      [false, ''],
      [true, ''],
      [false, 'true'],
    ],
  );
  assert.is(found[1]?.places?.overridden?.pointer, '/spec/containers/0/env/0');
});

test('log volumes, their readers and what these read', () => {
  const driver = 'stdlogplugin.csi.alibabacloud.com';
  const volumes = [
    { name: 'a', csi: { driver } },
    { name: 'b', csi: { driver: 'stdlog-plugin.csi.alibabacloud.com' } },
    { name: 'c', emptyDir: { medium: 'Stdout' } },
    { name: 'd', emptyDir: { medium: 'stdout' } },
    { name: 'e', csi: { driver: 'diskplugin.csi.alibabacloud.com' } },
    { name: 'f', configMap: { name: 'settings' } },
  ];
  const volumeMounts = [
    { name: 'a', mountPath: '/log/' },
    { name: 'f', mountPath: '/etc/agent' },
  ];
  const reader = { name: 'r', image: 'acme/agent:1', volumeMounts, securityContext: { runAsUser: 0 } };
  const spec = { containers: [reader], volumes, securityContext: { runAsNonRoot: true } };
  const { logMounts } = facts(spec);
  const workload = workloadOf(spec);
  assert.equal(
    logVolumes(workload).map(({ self }) => `${self.name} ${self.type} ${self.match} ${self.isMounted}`),
    ['a stdlog exact true', 'b stdlog near false', 'c stdout exact false', 'd stdout near false'],
  );
  assert.equal(
    logMounts.map(({ self }) => self.notRoot),
    ['runAsNonRoot: true'],
  );
  const patterns = (lines: string) =>
    logPatterns(workload, logMounts, () => ({ ...workload.manifest, object: { data: { 'a.yml': lines } } })).map(
      ({ self }) => self.text,
    );
  assert.equal(patterns('paths:\n  - /log/*.log'), ['/log/*.log']);
  assert.equal(patterns('# /log/*.log\n/log/**/*.log /log/*/*.log /log/web/0.log'), []);
  assert.equal(patterns('/log/0.log'), ['/log/0.log']);
});

test('what a pod uses of its node, and the ports it opens or asks', () => {
  const container = {
    ...app,
    securityContext: { privileged: true },
    ports: [{ containerPort: 111 }],
    readinessProbe: { httpGet: { port: 10250 } },
    livenessProbe: { httpGet: { port: 10255, host: 'elsewhere' } },
  };
  const spec = { hostPID: true, containers: [container], volumes: [{ name: 'v', hostPath: { path: '/' } }] };
  const found = facts(spec);
  assert.equal(
    hostAccesses(workloadOf(spec)).map(({ self, pointer }) => `${self.what} ${self.name} ${pointer}`),
    [
      'hostPID  /spec/hostPID',
      'hostPath v /spec/volumes/0/hostPath',
      'privileged app /spec/containers/0/securityContext/privileged',
    ],
  );
  assert.equal(
    found.portUses.map(({ self, pointer }) => `${self.use} ${self.number} ${pointer}`),
    [
      'port 111 /spec/containers/0/ports/0/containerPort',
      'readiness 10250 /spec/containers/0/readinessProbe/httpGet/port',
    ],
  );
});

test('what markers say of a container, and where', () => {
  const entries = { ECI_SIDECAR_CONTAINER: 'true', __IGNORE_READY__: 'true', __ECI_RESOURCE_IGNORE__: 'true' };
  const [item] = facts({ containers: [{ ...app, ...env(entries) }] }).containers;
  assert.is(item?.self.isMarked, true);
  assert.equal(item?.self.ignores, ['ready']);
  assert.is(item?.places?.marker?.pointer, '/spec/containers/0/env/0/name');
  assert.is(item?.places?.ignoreReady?.pointer, '/spec/containers/0/env/1/name');
});

test('a marker by reference', () => {
  const entries = [
    { name: '__IS_SIDECAR__', valueFrom: {} },
    { name: 'ECI_CONTAINER_TYPE', value: '$(X)' },
    { name: 'X', value: '$(Y)' },
  ];
  const found = markerSources(facts({ containers: [{ ...app, env: entries }] }).containers, () => undefined);
  assert.equal(
    found.map(({ self }) => `${self.marker} ${self.source}`),
    ['__IS_SIDECAR__ valueFrom', 'ECI_CONTAINER_TYPE expansion'],
  );
});

test('a marker that comes from a ConfigMap', () => {
  const container = { ...app, envFrom: [{ configMapRef: { name: 'settings' } }, { secretRef: { name: 'none' } }] };
  const data = { object: { data: { __IS_SIDECAR__: 'true', OTHER: 'x' } } };
  const manifest = { ...data, apiVersion: 'v1', kind: 'ConfigMap', group: '', name: 'settings', namespace: '' };
  const find = (kind: string) => (kind === 'ConfigMap' ? manifest : undefined);
  const found = (more: JsonObject) =>
    markerSources(facts({ containers: [{ ...container, ...more }] }).containers, find);
  assert.equal(
    found({}).map(({ self, pointer }) => `${self.marker} ${self.source} ${pointer}`),
    ['__IS_SIDECAR__ ConfigMap settings /spec/containers/0/envFrom/0'],
  );
  assert.equal(found(env({ __IS_SIDECAR__: 'true' })), []);
});

test.run();
