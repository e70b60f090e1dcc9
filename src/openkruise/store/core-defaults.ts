import { isObject, type JsonObject, type JsonValue, listAt, objectAt, stringAt } from '../../model/index.ts';
import { isLatest } from '../library/image.ts';
import { canonicalQuantity } from '../library/quantity.ts';

/** Sets a member that is absent, '' or 0: what Kubernetes' defaulting takes for unset. */
export function fill(object: JsonObject | undefined, name: string, value: JsonValue): void {
  if (object === undefined) return;
  const found = object[name];
  if (found === undefined || found === '' || found === 0) object[name] = value;
}

const objects = (list: JsonValue[]): JsonObject[] => list.filter((item) => isObject(item));

/** What Kruise's webhook fills into a sidecar. It never defaults a startupProbe. */
export function defaultContainer(container: JsonObject): void {
  fill(container, 'imagePullPolicy', isLatest(stringAt(container, 'image')) ? 'Always' : 'IfNotPresent');
  fill(container, 'terminationMessagePath', '/dev/termination-log');
  fill(container, 'terminationMessagePolicy', 'File');
  for (const port of objects(listAt(container, 'ports'))) fill(port, 'protocol', 'TCP');
  for (const entry of objects(listAt(container, 'env')))
    fill(objectAt(entry, 'valueFrom', 'fieldRef'), 'apiVersion', 'v1');
  for (const side of ['limits', 'requests']) roundResources(objectAt(container, 'resources', side));
  for (const name of ['livenessProbe', 'readinessProbe']) defaultProbe(objectAt(container, name));
  for (const hook of ['postStart', 'preStop']) defaultHttpGet(objectAt(container, 'lifecycle', hook, 'httpGet'));
}

function roundResources(resources: JsonObject | undefined): void {
  for (const [name, value] of Object.entries(resources ?? {})) {
    if (resources !== undefined) resources[name] = canonicalQuantity(value, true);
  }
}

function defaultProbe(probe: JsonObject | undefined): void {
  fill(probe, 'timeoutSeconds', 1);
  fill(probe, 'periodSeconds', 10);
  fill(probe, 'successThreshold', 1);
  fill(probe, 'failureThreshold', 3);
  defaultHttpGet(objectAt(probe, 'httpGet'));
}

function defaultHttpGet(action: JsonObject | undefined): void {
  fill(action, 'path', '/');
  fill(action, 'scheme', 'HTTP');
}

const fileMode = 0o644;

/** Values of volume sources by source. An empty hostPath type is one of them: it means that nothing is checked. */
const sourceDefaults: Readonly<Record<string, Readonly<Record<string, JsonValue>>>> = {
  hostPath: { type: '' },
  secret: { defaultMode: fileMode },
  configMap: { defaultMode: fileMode },
  downwardAPI: { defaultMode: fileMode },
  projected: { defaultMode: fileMode },
  iscsi: { iscsiInterface: 'default' },
  rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
  azureDisk: { cachingMode: 'ReadWrite', kind: 'Shared', fsType: 'ext4', readOnly: false },
  scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
};

/** Fields of those sources that are set when they are absent only: 0 and '' are values there. */
const pointers = new Set(['defaultMode', 'type', 'cachingMode', 'kind', 'fsType', 'readOnly']);

export function defaultVolume(volume: JsonObject): void {
  const source = Object.keys(volume).find((name) => name !== 'name');
  if (source === undefined) volume.emptyDir = {};
  for (const [name, values] of Object.entries(sourceDefaults)) {
    const found = objectAt(volume, name);
    for (const [field, value] of Object.entries(values)) {
      if (found === undefined) continue;
      if (pointers.has(field) && name !== 'scaleIO') found[field] ??= value;
      else fill(found, field, value);
    }
  }
  const downward = [volume, ...objects(listAt(volume, 'projected', 'sources'))];
  for (const owner of downward) {
    for (const item of objects(listAt(owner, 'downwardAPI', 'items')))
      fill(objectAt(item, 'fieldRef'), 'apiVersion', 'v1');
    const token = objectAt(owner, 'serviceAccountToken');
    if (token !== undefined) token.expirationSeconds ??= 3600;
  }
}
