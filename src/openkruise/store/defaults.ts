import { isObject, type JsonObject, listAt, objectAt } from '../../model/index.ts';
import { behaves, isSince, type Release } from '../release.ts';
import { defaultContainer, defaultVolume, fill } from './core-defaults.ts';

/** Thrown where the defaulting webhook crashes: the request is refused. */
export class WebhookPanic extends Error {}

/** Fills what the defaulting webhook fills, in place. The set has been read by the release's types, so that its structs are there. */
export function defaultSpec(spec: JsonObject, release: Release): void {
  const strategy = objectAt(spec, 'updateStrategy');
  fill(strategy, 'type', 'RollingUpdate');
  if (strategy !== undefined) {
    strategy.partition ??= 0;
    strategy.maxUnavailable ??= 1;
  }
  if (isSince(release, '1.1')) spec.revisionHistoryLimit ??= 10;
  fill(objectAt(spec, 'injectionStrategy', 'revision'), 'policy', 'Always');
  for (const patch of listAt(spec, 'patchPodMetadata')) if (isObject(patch)) fill(patch, 'patchPolicy', 'Retain');
  for (const list of ['initContainers', 'containers'] as const) {
    for (const container of listAt(spec, list)) if (isObject(container)) defaultSidecar(container, list, release);
  }
  for (const volume of listAt(spec, 'volumes')) if (isObject(volume)) defaultVolume(volume);
}

function defaultSidecar(container: JsonObject, list: 'initContainers' | 'containers', release: Release): void {
  if (list === 'containers' || behaves(release, 'nativeSidecars')) {
    fill(container, 'podInjectPolicy', list === 'containers' ? 'BeforeAppContainer' : 'AfterAppContainer');
    fill(objectAt(container, 'upgradeStrategy'), 'upgradeType', 'ColdUpgrade');
    fill(objectAt(container, 'shareVolumePolicy'), 'type', 'disabled');
  }
  for (const transfer of listAt(container, 'transferEnv')) {
    const source = objectAt(transfer, 'sourceContainerNameFrom');
    if (source === undefined) continue;
    const reference = objectAt(source, 'fieldRef');
    if (reference === undefined) throw new WebhookPanic('sourceContainerNameFrom without fieldRef');
    fill(reference, 'apiVersion', 'v1');
  }
  defaultContainer(container);
}
