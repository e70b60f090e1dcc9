import type { JsonObject } from '../model/index.ts';
import { appArmorPrefix } from './apparmor.ts';
import type { Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, isSet, objects, text } from './values.ts';

/** Node labels, annotations and volume sources that warn, by the first minor in which they do (0: all). */
const labels: Readonly<Record<string, number>> = {
  'beta.kubernetes.io/arch': 0,
  'beta.kubernetes.io/instance-type': 0,
  'beta.kubernetes.io/os': 0,
  'failure-domain.beta.kubernetes.io/region': 0,
  'failure-domain.beta.kubernetes.io/zone': 0,
  'node-role.kubernetes.io/master': 31,
};
const annotations: Readonly<Record<string, number>> = { 'scheduler.alpha.kubernetes.io/critical-pod': 0 };
const appArmorSince = 30;
const volumes: Readonly<Record<string, number>> = {
  photonPersistentDisk: 0,
  gitRepo: 0,
  scaleIO: 0,
  flocker: 0,
  storageos: 0,
  quobyte: 0,
  glusterfs: 0,
  cephfs: 28,
  rbd: 28,
};

/** The server's own text spells one of them otherwise than the field. */
const spelling: Readonly<Record<string, string>> = { storageos: 'storageOS' };

/** Things of a pod spec that still work, or no longer do, and have a successor. */
export function warnDeprecated(pass: Pass, { spec, specPath, metadata, path }: Template): void {
  for (const label of Object.keys(child(spec, 'nodeSelector') ?? {})) {
    if (isDeprecated(pass, labels, label)) deprecated(pass, specPath.at('nodeSelector').key(label));
  }
  warnAffinity(pass, child(child(spec, 'affinity'), 'nodeAffinity'), specPath.at('affinity').at('nodeAffinity'));
  for (const key of Object.keys(child(metadata, 'annotations') ?? {}).sort()) {
    const isAppArmor = key.startsWith(appArmorPrefix) && pass.server.atLeast(appArmorSince);
    if (isAppArmor || isDeprecated(pass, annotations, key))
      deprecated(pass, path.at('metadata').at('annotations').key(key));
  }
  for (const [index, volume] of objects(spec, 'volumes').entries()) {
    const place = specPath.at('volumes').at(index);
    for (const source of Object.keys(volumes)) {
      if (isSet(volume, source) && isDeprecated(pass, volumes, source))
        deprecated(pass, place.at(spelling[source] ?? source));
    }
  }
}

function isDeprecated(pass: Pass, table: Readonly<Record<string, number>>, name: string): boolean {
  const since = Object.hasOwn(table, name) ? table[name] : undefined;
  return since !== undefined && (since === 0 || pass.server.atLeast(since));
}

function deprecated(pass: Pass, path: Path): void {
  pass.warn('deprecated', path, 'is deprecated or without effect');
}

function warnAffinity(pass: Pass, affinity: JsonObject | undefined, path: Path): void {
  const required = child(affinity, 'requiredDuringSchedulingIgnoredDuringExecution');
  const requiredPath = path.at('requiredDuringSchedulingIgnoredDuringExecution').at('nodeSelectorTerms');
  for (const [index, term] of objects(required, 'nodeSelectorTerms').entries())
    warnTerm(pass, term, requiredPath.at(index));
  const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
  for (const [index, weighted] of objects(affinity, preferred).entries()) {
    warnTerm(pass, child(weighted, 'preference'), path.at(preferred).at(index).at('preference'));
  }
}

function warnTerm(pass: Pass, term: JsonObject | undefined, path: Path): void {
  for (const [index, expression] of objects(term, 'matchExpressions').entries()) {
    if (!isDeprecated(pass, labels, text(expression, 'key'))) continue;
    deprecated(pass, path.at('matchExpressions').at(index).at('key'));
  }
}
