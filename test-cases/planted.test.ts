/**
 * One marker, label or reference planted into manifests that have nothing to do with Alibaba Cloud: before, no rule of the two packs
 * speaks above info; after, the rule that is meant does.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { markerTable } from '../src/alibaba/table.ts';
import { type LintOptions, lintObjects } from '../src/lint.ts';
import { isObject, type JsonObject, type JsonValue, type Manifest, resolve } from '../src/model/index.ts';
import { manifests, parse } from '../src/source/index.ts';
import { parseTargets } from '../src/target/index.ts';
import { isWhole, workloads } from '../src/workload/index.ts';

const root = '../shared/corpus';
const present = existsSync(root);
if (!present) console.log(`skipped: ${root} is absent, nothing is planted into real manifests`);

const rules = globSync('rules/{alibaba,bindings}/*.yaml').map((file) => file.slice('rules/'.length, -'.yaml'.length));

/** Where to plant: the manifest, its pod template and the first container of that. */
interface Host {
  manifest: JsonObject;
  template: JsonObject;
  spec: JsonObject;
  container: JsonObject;
}

interface Plant {
  name: string;
  rule: string;
  platform?: string;
  into: (host: Host) => void;
}

function append(owner: JsonObject, list: string, item: JsonObject): void {
  owner[list] = [...(Array.isArray(owner[list]) ? owner[list] : []), item];
}

function put(owner: JsonObject, map: 'labels' | 'annotations', key: string, value: string): void {
  const metadata = isObject(owner.metadata) ? owner.metadata : {};
  owner.metadata = { ...metadata, [map]: { ...(isObject(metadata[map]) ? metadata[map] : {}), [key]: value } };
}

const variable = (name: string, value: JsonValue, rule: string, platform = 'unknown'): Plant => ({
  name: `${name}=${value}`,
  rule,
  platform,
  into: ({ container }) => append(container, 'env', { name, value }),
});
const label = (key: string, value: string, rule: string): Plant => ({
  name: `label ${key}: ${value}`,
  rule,
  into: ({ template }) => put(template, 'labels', key, value),
});
const annotation = (key: string, rule: string): Plant => ({
  name: `annotation ${key}`,
  rule,
  into: ({ template }) => put(template, 'annotations', key, 'x'),
});
const volume = (source: JsonObject, rule: string, platform = 'unknown'): Plant => ({
  name: `volume ${JSON.stringify(source)}`,
  rule,
  platform,
  into: ({ spec }) => append(spec, 'volumes', { name: 'planted', ...source }),
});

const withoutOneLetter = (name: string): string => name.slice(0, 9) + name.slice(10);
const name = 'elsewhere/settings';
const stdlog = (driver: string): JsonObject => ({ csi: { driver } });
const stdout = (medium: string): JsonObject => ({ emptyDir: { medium } });

const plants: readonly Plant[] = [
  ...markerTable.map((marker) => variable(withoutOneLetter(marker.name), 'true', 'alibaba/marker-misspelt')),
  variable('__IS_SIDECAR__', 'True', 'alibaba/marker-value-invalid'),
  variable('ECI_CONTAINER_TYPE', 'Sidecar', 'alibaba/marker-value-invalid'),
  variable('ECI_CONTAINER_LAUNCH_PRIORITY', 'high', 'alibaba/marker-value-invalid'),
  variable('ECI_CONTAINER_EXIT_PRIORITY', '1001', 'alibaba/marker-value-invalid'),
  variable('__IGNORE_READY__', 'yes', 'alibaba/switch-value-undocumented'),
  variable('__IGNORE_RESOURCE__', '1', 'alibaba/switch-value-undocumented'),
  variable('ECI_CONTAINER_IGNORE_READY', 'True', 'alibaba/switch-value-undocumented'),
  variable('ECI_CONTAINER_IGNORE_EXIT_CODE', 'on', 'alibaba/switch-value-undocumented'),
  variable('ECI_SIDECAR_CONTAINER', 'TRUE', 'alibaba/switch-value-undocumented'),
  variable('__ECI_RESOURCE_IGNORE__', 'true', 'alibaba/switch-value-undocumented'),
  variable('__IS_SIDECAR__', true, 'alibaba/marker-value-unquoted'),
  variable('ECI_CONTAINER_EXIT_PRIORITY', -1000, 'alibaba/marker-value-unquoted'),
  variable('ECI_CONTAINER_TYPE', 'sidecar', 'alibaba/marker-of-other-platform', 'acs'),
  variable('ECI_SIDECAR_CONTAINER', 'true', 'alibaba/marker-of-other-platform', 'acs'),
  variable('ECI_CONTAINER_IGNORE_READY', 'true', 'alibaba/marker-of-other-platform', 'acs'),
  variable('__ECI_RESOURCE_IGNORE__', 'TRUE', 'alibaba/marker-of-other-platform', 'acs'),
  variable('__IS_SIDECAR__', 'true', 'alibaba/marker-of-other-platform', 'eci'),
  variable('__IGNORE_READY__', 'true', 'alibaba/marker-of-other-platform', 'eci'),
  variable('__IGNORE_RESOURCE__', 'true', 'alibaba/marker-of-other-platform', 'eci'),
  label('alibabacloud.com/eci', 'yes', 'alibaba/compute-label-not-true'),
  label('alibabacloud.com/acs', 'True', 'alibaba/compute-label-not-true'),
  label('serverless.alibabacloud.com/virtual-node', 'true', 'alibaba/virtual-node-label-hard-coded'),
  annotation('k8s.aliyun.com/eci-sidecar-containers', 'alibaba/invented-sidecar-annotation'),
  annotation('k8s.aliyun.com/eci-exit-priority', 'alibaba/invented-sidecar-annotation'),
  {
    name: 'label of the workload',
    rule: 'alibaba/pod-key-on-workload',
    into: ({ manifest }) => put(manifest, 'labels', 'alibabacloud.com/eci', 'true'),
  },
  volume(stdlog('stdlogplugin.csi.alibabcloud.com'), 'alibaba/stdlog-driver-misspelt'),
  volume(stdlog('stdlogplugin.csi.alibabacloud.com'), 'alibaba/stdlog-off-virtual-nodes', 'acs'),
  volume(stdout('Stdout'), 'alibaba/stdout-medium-not-supported', 'kubernetes'),
  volume(stdout('stdout'), 'alibaba/stdout-medium-not-supported'),
  volume({ configMap: { name } }, 'bindings/cross-namespace-name-misplaced'),
  volume({ secret: { secretName: name } }, 'bindings/cross-namespace-name-misplaced'),
  volume({ projected: { sources: [{ secret: { name } }] } }, 'bindings/cross-namespace-name-misplaced'),
  volume({ persistentVolumeClaim: { claimName: name } }, 'bindings/cross-namespace-name-misplaced'),
  {
    name: 'imagePullSecrets',
    rule: 'bindings/cross-namespace-name-misplaced',
    into: ({ spec }) => append(spec, 'imagePullSecrets', { name }),
  },
  {
    name: 'env from a Secret',
    rule: 'bindings/cross-namespace-name-in-env',
    into: ({ container }) => append(container, 'env', { name: 'KEY', valueFrom: { secretKeyRef: { name, key: 'a' } } }),
  },
  {
    name: 'envFrom',
    rule: 'bindings/cross-namespace-name-in-env',
    into: ({ container }) => append(container, 'envFrom', { configMapRef: { name } }),
  },
];

/** Above info, of the two packs. */
function says(object: JsonObject, platform = 'unknown'): string[] {
  const options: LintOptions = { rules, targets: parseTargets('', { platform }) };
  return lintObjects([object], options).findings.flatMap(({ severity, ruleId }) =>
    severity === 'info' ? [] : [ruleId],
  );
}

/** Deployments and StatefulSets as people wrote them, from files that name no Alibaba Cloud. */
function hosts(): Manifest[] {
  return globSync('**/*.yaml', { cwd: root }).flatMap((uri) => {
    const text = readFileSync(join(root, uri), 'utf8');
    if (/alibaba|aliyun|virtual-kubelet/i.test(text)) return [];
    return manifests(parse({ uri, text })).filter((manifest) => {
      const [workload] = workloads(manifest);
      return /^(?:Deployment|StatefulSet)$/.test(manifest.kind) && workload !== undefined && isWhole(workload.podSpec);
    });
  });
}

function hostIn(object: JsonObject): Host {
  const at = (pointer: string): JsonObject => {
    const found = resolve(object, pointer);
    if (!isObject(found)) throw new Error(`nothing at ${pointer}`);
    return found;
  };
  const path = '/spec/template/spec';
  return { manifest: object, template: at('/spec/template'), spec: at(path), container: at(`${path}/containers/0`) };
}

test('fifty plants, each of its own', () => {
  assert.is(plants.length, 50);
  assert.is(new Set(plants.map((plant) => `${plant.name} ${plant.platform ?? ''}`)).size, 50);
});

if (present) {
  const soil = hosts().sort((a, b) => ((a.origin?.uri ?? '') < (b.origin?.uri ?? '') ? -1 : 1));

  test('there is enough to plant into', () => assert.ok(soil.length > 100, `${soil.length}`));

  for (const [index, { name: planted, rule, platform, into }] of plants.entries()) {
    test(`${planted} is found${platform === undefined ? '' : ` on ${platform}`}`, () => {
      // Spread over the whole corpus.
      const host = soil[Math.floor((index * soil.length) / plants.length)];
      if (host === undefined) throw new Error('no host');
      const before = says(host.object, platform);
      // A stated platform may lack what a real manifest uses, say hostPath; nobody else may be accused.
      assert.equal(platform === undefined || platform === 'unknown' ? before : before.filter((id) => id === rule), []);
      const object = structuredClone(host.object);
      into(hostIn(object));
      assert.ok(says(object, platform).includes(rule), `${host.origin?.uri}: ${rule} is silent`);
    });
  }
}

test.run();
