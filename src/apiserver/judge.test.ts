import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type JsonObject, type JsonValue, type Manifest, resolve } from '../model/index.ts';
import { parseTarget, parseTargets } from '../target/index.ts';
import { workloads } from '../workload/index.ts';
import { apiserverFacts } from './facts.ts';
import { readJson } from './json-text.ts';
import { judge, judgeAll } from './judge.ts';

const app = { name: 'app', image: 'registry.example.org/app:1' };
const proxy = { name: 'proxy', image: 'registry.example.org/proxy:1' };

function pod(spec: JsonObject): Manifest {
  return manifest({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'shop' }, spec: { containers: [app], ...spec } });
}

function manifest(object: JsonObject): Manifest {
  const { apiVersion, kind } = object;
  const version = String(apiVersion);
  const group = version.includes('/') ? version.slice(0, version.indexOf('/')) : '';
  return { object, apiVersion: version, kind: String(kind), group, name: 'shop', namespace: '' };
}

const says = (of: Manifest, target: string) => {
  const { unknown, dropped, causes } = judge(of, parseTarget(target));
  return {
    unknown: unknown.map(({ field }) => field),
    dropped: dropped.map(({ field }) => field),
    causes: causes.map(({ reason, field }) => `${reason} ${field}`),
  };
};

const policy = 'spec.initContainers[0].restartPolicy';
const bands: [string, string, Partial<ReturnType<typeof says>>][] = [
  ['Always', '1.27', { unknown: [policy] }],
  ['Always', '1.28', { dropped: [policy] }],
  ['Always', '1.28+SidecarContainers', {}],
  ['Always', '1.37', {}],
  ['Never', '1.27', { unknown: [policy] }],
  ['Never', '1.28', { dropped: [policy] }],
  ['Never', '1.33', { causes: [`FieldValueNotSupported ${policy}`] }],
  ['Never', '1.34', { dropped: [policy] }],
  ['Never', '1.35', {}],
  ['always', '1.36', { causes: [`FieldValueNotSupported ${policy}`] }],
];
for (const [restartPolicy, target, wanted] of bands) {
  test(`init container with restartPolicy ${restartPolicy} on ${target}`, () => {
    const got = says(pod({ initContainers: [{ ...proxy, restartPolicy }] }), target);
    assert.equal(got, { unknown: [], dropped: [], causes: [], ...wanted });
  });
}

test('a target before 1.27 is judged as 1.27', () => {
  assert.equal(says(pod({ initContainers: [{ ...proxy, restartPolicy: 'Always' }] }), '1.22').unknown, [policy]);
});

test('a probe refused because the policy was lost names the loss', () => {
  const sidecar = { ...proxy, restartPolicy: 'Always', startupProbe: { tcpSocket: { port: 80 } } };
  const [cause] = judge(pod({ initContainers: [sidecar] }), parseTarget('1.28')).causes;
  assert.is(cause?.check, 'P21');
  assert.is(cause?.afterLoss, true);
  assert.is(cause?.becauseOf, '/spec/initContainers/0/restartPolicy');
  const plain = judge(pod({ initContainers: [{ ...proxy, startupProbe: {} }] }), parseTarget('1.33')).causes;
  assert.is(plain[0]?.afterLoss, undefined);
});

test('a misspelt handler explains the missing one', () => {
  const [cause] = judge(
    pod({ containers: [{ ...app, livenessProbe: { httpget: { port: 80 } } }] }),
    parseTarget('1.33'),
  ).causes;
  assert.is(cause?.becauseOf, '/spec/containers/0/livenessProbe/httpget');
});

test('a duplicate host port is shown at its own container, whatever the server says', () => {
  const ports = [
    { containerPort: 1, hostPort: 80 },
    { containerPort: 2, hostPort: 80 },
  ];
  const initContainers = [proxy, { ...proxy, name: 'second', ports }];
  const [cause] = judge(pod({ initContainers }), parseTarget('1.33')).causes;
  assert.is(cause?.field, 'spec.initContainers[0].ports[1].hostPort');
  assert.is(cause?.pointer, '/spec/initContainers/1/ports/1/hostPort');
});

test('targets alike share one verdict, and no other', () => {
  const targets = parseTargets('1.22..1.37,1.28+SidecarContainers');
  const sidecar = pod({ initContainers: [{ ...proxy, restartPolicy: 'Always' }] });
  const verdicts = judgeAll(sidecar, targets);
  assert.is(new Set(verdicts).size, 3);
  for (const [index, target] of targets.entries()) assert.equal(verdicts[index], judge(sidecar, target), target.name);
  assert.is(new Set(judgeAll(pod({}), targets)).size, 1);
});

test('the object judged stays as it was', () => {
  const object = pod({
    initContainers: [{ ...proxy, restartPolicy: 'Never', lifecycle: { stopSignal: 'SIGTERM' } }],
    hostNetwork: true,
  });
  const before = JSON.stringify(object.object);
  for (const target of parseTargets('1.27..1.37')) judge(object, target);
  assert.is(JSON.stringify(object.object), before);
});

test('a custom resource is not judged, but its containers are what its pods will be, and what those lose is told', () => {
  const template = { spec: { containers: [app], initContainers: [{ ...proxy, restartPolicy: 'Always', typo: 1 }] } };
  const rollout = manifest({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { name: 'shop' },
    spec: { template },
  });
  const [old, young] = judgeAll(rollout, parseTargets('1.28,1.33'));
  const place = '/spec/template/spec/initContainers/0/restartPolicy';
  assert.equal([old?.unknown, old?.causes, young?.dropped], [[], [], []]);
  assert.equal(
    old?.dropped.map(({ check, pointer }) => [check, pointer]),
    [['P01', place]],
  );
  assert.is(resolve(old?.effective, place), undefined);
  assert.is(resolve(young?.effective, place), 'Always');
});

test('members given twice are listed where their field is known', () => {
  const spec =
    '"spec": {"containers": [{"name": "a", "name": "b", "image": "x", "odd": {"a": 1, "a": 2}}], "nodeSelector": {"k": "1", "k": "2"}}';
  const text = readJson(`{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "shop"}, ${spec}}`);
  const { duplicates, unknown } = judge(pod({ ...Object(text.value).spec }), parseTarget('1.33'), { text });
  assert.equal(duplicates, ['spec.containers[0].name', 'spec.nodeSelector.k']);
  assert.equal(unknown.length, 1);
});

test('an update keeps what its stored object uses, and a pod takes new images only', () => {
  const sidecar = { ...proxy, restartPolicy: 'Always' };
  const target = parseTarget('1.28');
  const before = pod({ initContainers: [sidecar] });
  assert.equal(judge(before, target, { old: before.object }).dropped, []);
  const renewed = pod({ initContainers: [{ ...sidecar, image: 'registry.example.org/proxy:2' }] });
  assert.equal(judge(renewed, target, { old: before.object }).causes, []);
  const changed = pod({ initContainers: [{ ...sidecar, command: ['x'] }] });
  assert.equal(
    judge(changed, target, { old: before.object }).causes.map(({ field }) => field),
    ['spec'],
  );
});

test('a wrong JSON type ends the judgement', () => {
  const { decodeError, causes } = judge(
    pod({ containers: [{ ...app, env: [{ name: 'A', value: true }] }] }),
    parseTarget('1.33'),
  );
  assert.equal(decodeError, {
    field: 'spec.containers.env.value',
    pointer: '/spec/containers/0/env/0/value',
    wanted: 'string',
  });
  assert.equal(causes, []);
});

test('hostile keys and depths are taken as data', () => {
  const labels: JsonObject = JSON.parse('{"__proto__": "x", "constructor": "y"}');
  const odd = pod({ nodeSelector: labels, initContainers: [JSON.parse('{"__proto__": {"name": "x"}}')] });
  for (const target of parseTargets('1.27..1.37')) judge(odd, target);
  let deep: JsonValue = 1;
  for (let level = 0; level < 5_000; level++) deep = { deep };
  assert.is(judge(pod({ deep }), parseTarget('1.33')).unknown.length, 1);
});

test('facts name class, nearest field and the knock-on', () => {
  const sidecar = {
    ...proxy,
    restartPolicy: 'Always',
    startupProbe: { tcpSocket: { port: 80 } },
    imagePulPolicy: 'Always',
  };
  const of = pod({ initContainers: [sidecar] });
  const facts = apiserverFacts(of, workloads(of), judge(of, parseTarget('1.28')));
  assert.is(facts.unknownFields[0]?.self.nearest, 'imagePullPolicy');
  assert.is(facts.drops[0]?.self.containerClass, 'init');
  assert.is(facts.drops[0]?.self.thenRejected.length, 1);
  assert.equal(facts.drops[0]?.places?.rejected, { pointer: '/spec/initContainers/0/startupProbe' });
  assert.is(facts.causes[0]?.self.name, 'startupProbe');
  assert.equal(facts.causes[0]?.places?.restartPolicy, { pointer: '/spec/initContainers/0/restartPolicy' });
});

test.run();
