import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { firstMinor } from './gates.ts';
import { type ServerFacts, targetFromServer } from './server.ts';

function read(gitVersion: string, more: Partial<ServerFacts> = {}): ReturnType<typeof targetFromServer> {
  return targetFromServer({ gitVersion, minor: '', gates: new Map(), kruise: '', ...more });
}

const versions: [gitVersion: string, name: string, patch: number | undefined, platform: string][] = [
  ['v1.33.2', '1.33', 2, 'unknown'],
  ['v1.33.5-gke.1162000', '1.33', 5, 'kubernetes'],
  ['v1.31.4-eks-2d5f260', '1.31', 4, 'kubernetes'],
  ['v1.34.3-aliyun.1', '1.34', 3, 'unknown'],
  ['v1.30.6+k3s1', '1.30', 6, 'unknown'],
  ['v1.36.0-rc.1', '1.36', 0, 'unknown'],
];

for (const [gitVersion, name, patch, platform] of versions) {
  test(`${gitVersion} is ${name} on ${platform}`, () => {
    const { target, notes } = read(gitVersion);
    assert.equal([target.name, target.patch, target.platforms, notes], [name, patch, [platform], []]);
    assert.is(target.origin, 'cluster');
  });
}

test('a minor with a plus sign counts where the version itself cannot be read', () => {
  assert.is(read('v0.0.0-master+$Format:%H$', { minor: '27+' }).target.minor, 27);
  assert.throws(() => read('', { minor: 'x' }), /tells no Kubernetes version/);
  assert.throws(() => read('v2.0.0', { minor: '' }), /--target/);
});

test('a version nobody knows is told, and judged as the nearest', () => {
  const newer = read('v1.41.1');
  assert.equal([newer.target.name, newer.target.patch], ['1.37', undefined]);
  assert.match(newer.notes[0] ?? '', /^the API server is 1\.41, known are 1\.\d\d to 1\.37: judged as 1\.37$/);
  assert.is(read('v1.9.2').target.name, `1.${firstMinor}`);
});

test('only gates that differ from the defaults are kept, and those of a vendor', () => {
  const gates = new Map([
    ['SidecarContainers', true],
    ['AllAlpha', false],
    ['NobodyKnowsIt', true],
    ['__proto__', true],
    ['SidecarSetServerlessPod', false],
  ]);
  assert.equal(read('v1.28.15', { gates }).target.gates, { SidecarContainers: true, SidecarSetServerlessPod: false });
  // The default; and a gate that is locked cannot be what is told.
  assert.equal(read('v1.30.1', { gates }).target.gates, { SidecarSetServerlessPod: false });
  assert.equal(read('v1.33.1', { gates: new Map([['SidecarContainers', false]]) }).target.gates, {});
});

test('gates that cannot be read have their defaults, and that is told', () => {
  const { target, notes } = read('v1.28.15', { gates: { unknown: 'GET /metrics: HTTP 403' } });
  assert.equal(target.gates, {});
  assert.equal(notes, ['gates have the defaults of 1.28: GET /metrics: HTTP 403']);
});

test('the version of OpenKruise', () => {
  assert.equal(read('v1.33.2', { kruise: 'v1.7.2' }).target.kruise, { major: 1, minor: 7, patch: 2 });
  assert.is(read('v1.33.2', { kruise: 'latest' }).target.kruise, undefined);
});

test.run();
