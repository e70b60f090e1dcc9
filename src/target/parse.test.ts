import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parseTarget, parseTargets, type TargetOptions, targetNotes } from './parse.ts';

const names = (text: string, options?: TargetOptions) => parseTargets(text, options).map((target) => target.name);

test('minors, patches, ranges and lists', () => {
  assert.equal(names('1.33'), ['1.33']);
  assert.equal(names('v1.33.2'), ['1.33.2']);
  assert.equal(names('1.28, 1.31..1.33'), ['1.28', '1.31', '1.32', '1.33']);
  assert.equal(names('1.28,1.27..1.29'), ['1.28', '1.27', '1.29']);
  assert.is(parseTarget('1.33.2').patch, 2);
});

test('no statement means every minor with sidecars generally available', () => {
  const targets = parseTargets('');
  assert.equal(
    targets.map((target) => target.minor),
    [33, 34, 35, 36, 37],
  );
  assert.ok(targets.every((target) => target.origin === 'default' && target.platforms.includes('unknown')));
});

test('gates in the target, beside it, and of the kubelet', () => {
  assert.equal(parseTarget('1.28+SidecarContainers').gates, { SidecarContainers: true });
  const onAck = { gates: 'SidecarSetServerlessPod=true', platform: 'ack-virtual-node' };
  assert.equal(parseTarget('1.30', onAck).gates, { SidecarSetServerlessPod: true });
  assert.equal(parseTarget('1.29', { gates: 'SidecarContainers=false' }).gates, { SidecarContainers: false });
  assert.equal(parseTarget('1.31', { kubelet: '1.29.3-SidecarContainers' }).kubelet, {
    minor: 29,
    patch: 3,
    gates: { SidecarContainers: false },
  });
});

test('platforms and component versions', () => {
  const target = parseTarget('1.33', { platform: 'acs,kubernetes', kruise: '1.7.2', ackVirtualNode: 'v2.13.0' });
  assert.equal(target.platforms, ['acs', 'kubernetes']);
  assert.equal(target.kruise, { major: 1, minor: 7, patch: 2 });
  assert.equal(target.components, { ackVirtualNode: { major: 2, minor: 13, patch: 0 } });
});

const impossible: [string, TargetOptions, RegExp][] = [
  ['1.99', {}, /1\.99.*1\.18 to 1\.37/],
  ['2.0', {}, /1\.18 to 1\.37/],
  ['latest', {}, /'latest' is no Kubernetes version/],
  ['1.33..1.28', {}, /older version first/],
  ['1.28..1.30..1.33', {}, /not a range/],
  ['1.28,', {}, /write 1\.33/],
  ['1.33', { gates: 'SidecarContainers=false' }, /locked to true on Kubernetes 1\.33/],
  ['1.33-SidecarContainers', {}, /locked to true/],
  ['1.37', { gates: 'SidecarContainers=true' }, /does not exist on Kubernetes 1\.37: known to 1\.28 to 1\.36/],
  ['1.27', { gates: 'SidecarContainers=true' }, /known to 1\.28 to 1\.36/],
  [
    '1.30',
    { gates: 'SidecarSetServerlessPod=true' },
    /in ACK clusters with virtual nodes only: leave it out, or state/,
  ],
  ['1.30', { gates: 'SidecarContainer=true' }, /did you mean SidecarContainers\?/],
  ['1.30', { gates: 'SidecarContainers' }, /Name=true or Name=false/],
  ['1.30', { gates: 'TopologyAwareHints=true' }, /decides nothing about sidecars/],
  ['1.36-ContainerRestartRules', {}, /RestartAllContainersOnContainerExits cannot be on without ContainerRestartRules/],
  ['1.30', { kubelet: '1.31' }, /never newer than its API server/],
  ['1.33', { kubelet: '1.33-SidecarContainers' }, /locked to true on a kubelet 1\.33/],
  ['1.30', { platform: 'asc' }, /did you mean acs\?/],
  ['1.30', { platform: 'openshift' }, /one of kubernetes, acs/],
  ['1.30', { kruise: 'newest' }, /OpenKruise version 'newest'/],
];

for (const [text, options, message] of impossible) {
  test(`${text} ${JSON.stringify(options)} is refused`, () => {
    assert.throws(() => parseTargets(text, options), message);
  });
}

test('a kubelet outside the supported skew is possible and noted', () => {
  assert.equal(targetNotes(parseTarget('1.30', { kubelet: '1.27' })), []);
  assert.is(targetNotes(parseTarget('1.31', { kubelet: '1.27' })).length, 1);
  assert.match(targetNotes(parseTarget('1.27', { kubelet: '1.24' })).join(), /1\.25 and newer/);
});

test('text of any kind is refused or read, in time', () => {
  for (const text of [
    '1.',
    '..',
    '1.33+',
    '1.33+-',
    '+X',
    '__proto__',
    '1.33+__proto__',
    `1.${'3'.repeat(9999)}`,
    '1.33..',
    '🎉',
  ]) {
    assert.throws(
      () => parseTargets(text),
      (error: Error) => error.name === 'TargetError',
      text,
    );
  }
});

test.run();
