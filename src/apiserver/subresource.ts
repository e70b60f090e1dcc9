import { type Drop, isObject, type JsonObject, type JsonValue } from '../model/index.ts';
import type { Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import { Path } from './path.ts';
import { resizedSpec, validateResize } from './resize.ts';
import { same } from './same.ts';
import type { Server } from './server.ts';
import { child, isSet, objects, text } from './values.ts';

export type Subresource = 'resize' | 'ephemeralcontainers';

/** Whether the server has the subresource at all. */
export function isServed(server: Server, subresource: Subresource): boolean {
  return subresource === 'ephemeralcontainers' || (server.atLeast(32) && server.on('InPlacePodVerticalScaling'));
}

/** The stored pod spec with what the subresource may change taken from the new one; all else that was sent is passed over. */
export function prepared(server: Server, subresource: Subresource, sent: JsonObject, stored: JsonObject): JsonObject {
  if (subresource === 'resize') return resizedSpec(server, sent, stored);
  return { ...stored, ephemeralContainers: sent.ephemeralContainers ?? [] };
}

const mirror = 'kubernetes.io/config.mirror';

export function validateSubresource(pass: Pass, subresource: Subresource, { spec }: Template, stored: Template): void {
  if (isSet(child(stored.metadata, 'annotations'), mirror)) {
    pass.instead('P51', 'FieldValueForbidden', 'a static pod is changed in its file only');
  } else if (subresource === 'resize') validateResize(pass, spec, stored.spec);
  else validateEphemeralUpdate(pass, spec, stored.spec);
}

/** Ephemeral containers may be added; those that are there stay as they are. */
function validateEphemeralUpdate(pass: Pass, spec: JsonObject, stored: JsonObject): void {
  const path = Path.root.at('spec').at('ephemeralContainers');
  const now = new Map(objects(spec, 'ephemeralContainers').map((container) => [text(container, 'name'), container]));
  for (const before of objects(stored, 'ephemeralContainers')) {
    const name = text(before, 'name');
    if (!now.has(name))
      pass.cause('P06', 'FieldValueForbidden', path, `ephemeral container '${name}' may not be removed`);
    else if (!same(now.get(name), before)) {
      pass.cause('P06', 'FieldValueForbidden', path, `ephemeral container '${name}' may not be changed`);
    }
  }
}

/** What was sent and is not there any more, be it for a gate or because the subresource passes it over. */
export function passedOver(pass: Pass, sent: JsonObject, kept: JsonObject): Drop[] {
  const byField = new Map(pass.dropped.map((drop) => [drop.field, drop]));
  return [...missing(sent, kept, Path.root.at('spec'), false)].map((path): Drop => {
    const field = path.field();
    const known = byField.get(field);
    return known ?? { check: 'P51', field, pointer: path.pointer(), owner: 'PodSpec', name: path.name(), gate: '' };
  });
}

const maps = ['requests', 'limits', 'nodeSelector', 'overhead'];

function* missing(sent: JsonValue, kept: JsonValue | undefined, path: Path, isMap: boolean): Generator<Path> {
  if (Array.isArray(sent)) {
    const left = Array.isArray(kept) ? kept : [];
    for (const [index, item] of sent.entries()) {
      if (index < left.length) yield* missing(item, left[index], path.at(index), false);
      else yield path.at(index);
    }
  } else if (isObject(sent) && isObject(kept)) {
    for (const [name, value] of Object.entries(sent)) {
      const place = isMap ? path.key(name) : path.at(name);
      // Resources of a container are there even when they hold nothing.
      const left = name === 'resources' && path.name() !== 'spec' ? (kept[name] ?? {}) : kept[name];
      if (left !== undefined) yield* missing(value, left, place, maps.includes(name));
      else if (!Array.isArray(value) || value.length > 0) yield place;
    }
  }
}
