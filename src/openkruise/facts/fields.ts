import {
  type FactList,
  type JsonValue,
  join,
  type Manifest,
  nearest,
  stringAt,
  toFieldPath,
  valueAt,
} from '../../model/index.ts';
import { isSince, type KruiseTarget, type Release, releaseOf } from '../release.ts';
import { isSidecarSet, sidecarsOf } from '../sidecar-set.ts';
import { apiOf, fieldsOf, isKnown, newerElsewhere, servedSince, successors } from '../table.ts';
import { type Visited, visit } from '../walk.ts';
import { selectsVirtualNodes } from './sidecar-sets.ts';

/**
 * Fields that the target's CustomResourceDefinition does not have: strict clients refuse them, others prune them. Without a
 * known Kruise version only those of no release. Keys of containers that Kruise does not know are Kubernetes' own, and not judged here.
 */
export function kruiseUnknownFields(manifest: Manifest, target: KruiseTarget): FactList<'kruiseUnknownFields'> {
  if (!isSidecarSet(manifest)) return [];
  const api = apiOf(manifest.apiVersion);
  const served = servedSince(api);
  const items: FactList<'kruiseUnknownFields'> = [];
  if (served !== undefined && !isSince(releaseOf(target.kruise), served)) items.push(unservedVersion(served));
  for (const member of visitedOf(manifest)) {
    if (
      member.field === undefined
        ? member.owner === 'SidecarContainer'
        : isKnown(member.field, api, releaseOf(target.kruise))
    )
      continue;
    if (items.some((item) => member.pointer.startsWith(`${item.pointer}/`))) continue;
    items.push({
      self: {
        field: toFieldPath(member.pointer),
        name: member.name,
        owner: member.owner,
        since: member.field === undefined ? '' : (member.field.since ?? '1.0'),
        until: '',
        api: member.field?.api ?? '',
        successor:
          member.field === undefined && member.owner === 'SidecarSetSpec' ? successorOf(member.name, member.value) : '',
        nearest: member.field === undefined ? nearestField(member, api, releaseOf(target.kruise)) : '',
      },
      pointer: member.pointer,
      places: { key: { pointer: member.pointer, part: 'key' } },
    });
  }
  return items;
}

/** The API version itself is of a later release. */
function unservedVersion(since: string): FactList<'kruiseUnknownFields'>[number] {
  const pointer = '/apiVersion';
  const of = { field: 'apiVersion', name: 'apiVersion', owner: 'SidecarSet', since, until: '', api: '' };
  return { self: { ...of, successor: '', nearest: '' }, pointer, places: { key: { pointer, part: 'key' } } };
}

/** Nothing outside `spec` is judged: the API server knows metadata, and nobody writes status. */
function visitedOf(manifest: Manifest): Iterable<Visited> {
  return visit(valueAt(manifest.object, 'spec') ?? null, 'SidecarSetSpec', '/spec');
}

/** What took the place of a first-generation field; of spec.strategy the members that were used. */
function successorOf(name: string, value: JsonValue): string {
  const successor = Object.hasOwn(successors, name) ? (successors[name] ?? '') : '';
  if (name !== 'strategy') return successor;
  const used: string[] = [];
  if (stringAt(value, 'type') !== '') used.push(`${successor}.type`);
  if (valueAt(value, 'rollingUpdate', 'maxUnavailable') !== undefined) used.push(`${successor}.maxUnavailable`);
  return used.length === 0 ? successor : used.join(' and ');
}

function nearestField(member: Visited, api: string, release: Release): string {
  const known = Object.entries(fieldsOf(member.owner) ?? {}).filter(([, field]) => isKnown(field, api, release));
  return nearest(
    member.name,
    known.map(([name]) => name),
  );
}

/** What a set uses that OpenKruise 1.3.0, the level of ACK virtual nodes, does not have. */
export function newerFields(manifest: Manifest): FactList<'newerFields'> {
  if (!isSidecarSet(manifest)) return [];
  const onVirtualNodes = selectsVirtualNodes(manifest);
  const found: { pointer: string; since: string }[] = [];
  const served = servedSince(apiOf(manifest.apiVersion));
  if (served !== undefined && isNewer(served)) found.push({ pointer: '/apiVersion', since: served });
  for (const [key, since] of Object.entries(newerElsewhere.annotations)) {
    const pointer = join('/metadata/annotations', key);
    if (valueAt(manifest.object, 'metadata', 'annotations', key) !== undefined) found.push({ pointer, since });
  }
  for (const member of visitedOf(manifest)) {
    const since = sinceOf(member);
    if (isNewer(since)) found.push({ pointer: member.pointer, since });
  }
  for (const sidecar of sidecarsOf(manifest)) {
    if (sidecar.list !== 'initContainers' || !('restartPolicy' in sidecar.container)) continue;
    found.push({
      pointer: join(sidecar.pointer, 'restartPolicy'),
      since: newerElsewhere['initContainers.restartPolicy'],
    });
  }
  return found.map(({ pointer, since }) => ({
    self: { field: toFieldPath(pointer), since, selectsVirtualNodes: onVirtualNodes },
    pointer,
    places: { key: { pointer, part: 'key' } },
  }));
}

const isNewer = (since: string): boolean => !isSince({ minor: 3, patch: 0 }, since);

function sinceOf(member: Visited): string {
  const values = member.field?.values ?? {};
  const ofValue =
    typeof member.value === 'string' && Object.hasOwn(values, member.value) ? values[member.value] : undefined;
  return ofValue ?? member.field?.since ?? '1.0';
}
