import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { manifestsOf } from '../../../test-cases/support/manifests.ts';
import { judge, judgePod } from '../../apiserver/index.ts';
import { canonicalText, labelsOf } from '../../inventory/index.ts';
import { type JsonObject, type Manifest, objectAt } from '../../model/index.ts';
import { parseTarget } from '../../target/index.ts';
import { storeSidecarSet } from '../store/store.ts';
import { validate } from '../validate/validate.ts';
import { dependsOnOrder } from './effective.ts';
import { inject } from './inject.ts';
import type { InjectionContext } from './types.ts';

const context = (minor: number): InjectionContext => ({
  release: { minor, patch: Number.POSITIVE_INFINITY },
  gates: {},
  namespace: { labels: labelsOf({ 'kubernetes.io/metadata.name': 'default' }), known: true },
});

const manifestOf = (object: JsonObject): Manifest => {
  const [manifest] = manifestsOf(JSON.stringify(object));
  assert.ok(manifest);
  return manifest;
};

const entries = (name: string): fc.Arbitrary<JsonObject[]> =>
  fc.subarray(['a', 'b', 'c']).map((keys) => keys.map((key) => ({ name: `${name}_${key}`, value: key })));

/** Mounts of some of the volumes, each at a place of its own. */
const mounts = (volumes: readonly string[], root: string): fc.Arbitrary<JsonObject[]> =>
  fc.subarray([...volumes]).map((found) => found.map((name) => ({ name, mountPath: `/${root}/${name}` })));

const appVolumes = ['data', 'tmp'];
const app = (name: string): fc.Arbitrary<JsonObject> =>
  fc.record({
    name: fc.constant(name),
    image: fc.constant(`${name}:1`),
    env: entries('APP'),
    volumeMounts: mounts(appVolumes, name),
  });

const pods: fc.Arbitrary<JsonObject> = fc
  .record({
    containers: fc.tuple(app('main'), app('helper')).chain((all) => fc.subarray(all, { minLength: 1 })),
    initContainers: fc.array(app('prepare'), { maxLength: 1 }),
    annotations: fc.option(fc.constant({ owner: 'team' }), { nil: undefined }),
  })
  .map(({ containers, initContainers, annotations }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', namespace: 'default', labels: { app: 'web' }, ...(annotations && { annotations }) },
    spec: { containers, initContainers, volumes: appVolumes.map((name) => ({ name, emptyDir: {} })) },
  }));

const sidecar = (set: string, name: string, isInit: boolean): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      env: entries(name.toUpperCase().replace('-', '_')),
      volumeMounts: mounts([`${set}-logs`], name),
      podInjectPolicy: fc.constantFrom('BeforeAppContainer', 'AfterAppContainer'),
      shareVolumePolicy: fc.constantFrom<JsonObject>({ type: 'enabled' }, { type: 'disabled' }),
      transferEnv: fc.constantFrom<JsonObject[]>([], [{ sourceContainerName: 'main', envName: 'APP_a' }]),
      hot: fc.boolean(),
    })
    .map(({ hot, ...sidecar }) => ({
      name,
      image: `${name}:1`,
      ...sidecar,
      ...(hot &&
        !isInit && { upgradeStrategy: { upgradeType: 'HotUpgrade', hotUpgradeEmptyImage: `${name}-empty:1` } }),
    }));

const sidecarSet = (name: string): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      containers: fc
        .tuple(sidecar(name, `${name}-x`, false), sidecar(name, `${name}-y`, false))
        .chain((all) => fc.subarray(all, { minLength: 1 })),
      initContainers: fc.array(sidecar(name, `${name}-init`, true), { maxLength: 1 }),
      patchPodMetadata: fc.constantFrom<JsonObject[]>(
        [],
        [{ annotations: { owner: name }, patchPolicy: 'Retain' }],
        [{ annotations: { [`${name}/note`]: 'x' }, patchPolicy: 'Overwrite' }],
      ),
      imagePullSecrets: fc.constantFrom<JsonObject[]>([], [{ name: 'registry' }]),
    })
    .map((spec) => ({
      apiVersion: 'apps.kruise.io/v1alpha1',
      kind: 'SidecarSet',
      metadata: { name },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        volumes: [{ name: `${name}-logs`, emptyDir: {} }],
        ...spec,
      },
    }));

const sets = fc
  .tuple(sidecarSet('one'), sidecarSet('two'), sidecarSet('three'))
  .chain((all) => fc.subarray(all))
  .map((found) => found.map(manifestOf));
const minors = fc.integer({ min: 3, max: 9 });
const withSets = fc.record({ pod: pods, sets, minor: minors });

const results = (pod: JsonObject, found: readonly Manifest[], within: InjectionContext): string =>
  canonicalText(inject(pod, found, within).map(({ pod: made, denied = '' }) => [denied, made]));

test('a set that does not match changes nothing', () => {
  fc.assert(
    fc.property(withSets, sidecarSet('other'), ({ pod, sets: found, minor }, other) => {
      const spec = { ...objectAt(other, 'spec'), selector: { matchLabels: { app: 'not-web' } } };
      const before = results(pod, found, context(minor));
      assert.is(results(pod, [...found, manifestOf({ ...other, spec })], context(minor)), before);
    }),
  );
});

test('a pod that comes again is injected again in place', () => {
  fc.assert(
    fc.property(withSets, ({ pod, sets: found, minor }) => {
      const [once] = inject(pod, found, context(minor));
      assert.ok(once);
      const [twice] = inject(once.pod, found, context(minor));
      assert.is(canonicalText(twice?.pod ?? null), canonicalText(once.pod), `1.${minor}`);
    }),
  );
});

test('what is valid and does not clash makes a valid pod', () => {
  const target = parseTarget('1.33');
  fc.assert(
    fc.property(withSets, ({ pod, sets: found, minor }) => {
      const release = context(minor).release;
      const stored = found.map((set) => storeSidecarSet(set, release).object);
      for (const set of stored) {
        const others = stored.filter((other) => other !== set);
        const causes = validate(set, undefined, {
          release,
          others,
          namespaceLabels: () => undefined,
          checkPod: judgePod,
        });
        assert.equal(
          causes.map(({ field, message }) => `${field} ${message}`),
          [],
        );
      }
      assert.equal(judge(manifestOf(pod), target).causes, []);
      for (const { pod: made, denied } of inject(pod, found, context(minor))) {
        assert.is(denied, undefined);
        const { causes, unknown } = judge(manifestOf(made), target);
        assert.equal([causes, unknown], [[], []]);
      }
    }),
  );
});

test('sets may be handed in in any order; where OpenKruise lists them in another, the result differs only if that is told', () => {
  fc.assert(
    fc.property(withSets, fc.integer(), ({ pod, sets: found, minor }, seed) => {
      const within = context(minor);
      const expected = results(pod, found, within);
      const shuffled = [...found].sort(
        (a, b) => ((a.name.charCodeAt(0) ^ seed) & 7) - ((b.name.charCodeAt(0) ^ seed) & 7),
      );
      assert.is(results(pod, shuffled, within), expected);
      const order = shuffled.map(({ name }) => name);
      if (results(pod, found, { ...within, order }) !== expected) assert.ok(dependsOnOrder(pod, found, within));
    }),
  );
});

test.run();
