import schema from '../../../schemas/alibaba/sidecarset-resource-binding.json' with { type: 'json' };
import { type Inventory, namespaceOf } from '../../inventory/index.ts';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  listAt,
  type Manifest,
  stringAt,
  valueAt,
} from '../../model/index.ts';

const { properties } = schema;
export const bindingApiVersion = properties.apiVersion.const;
export const bindingKind = properties.kind.const;
export const bindingGroupKind = `${bindingApiVersion.slice(0, bindingApiVersion.indexOf('/'))}/${bindingKind}`;

/** The lists of a binding's spec, and the kinds that each may name. */
export const entryLists = (['subjects', 'resourceRefs'] as const).map((list) => {
  const kinds: readonly string[] = properties.spec.properties[list].items.properties.kind.enum;
  return { list, kinds };
});

/** An entry of `spec.subjects` or `spec.resourceRefs`. */
export interface Named {
  kind: string;
  name: string;
  /** Position in its list. */
  index: number;
}

/** A SidecarSetResourceBinding, or an object that says the same under another type. It grants only objects of its own namespace. */
export interface Binding {
  manifest: Manifest;
  namespace: string;
  /** apiVersion and kind are the documented ones; anything else grants nothing. */
  rightType: boolean;
  subjects: Named[];
  refs: Named[];
}

/** Every binding of the input, and what looks like one. */
export function bindingsOf(inventory: Inventory): Binding[] {
  return inventory.manifests.filter(looksLikeBinding).map((manifest) => ({
    manifest,
    namespace: namespaceOf(manifest),
    rightType: manifest.apiVersion === bindingApiVersion && manifest.kind === bindingKind,
    subjects: namedEntries(valueAt(manifest.object, 'spec', 'subjects')),
    refs: namedEntries(valueAt(manifest.object, 'spec', 'resourceRefs')),
  }));
}

function looksLikeBinding(manifest: Manifest): boolean {
  if (manifest.kind === bindingKind) return true;
  return (
    listAt(manifest.object, 'spec', 'subjects').length > 0 && listAt(manifest.object, 'spec', 'resourceRefs').length > 0
  );
}

function namedEntries(list: JsonValue | undefined): Named[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry, index) =>
    isObject(entry) ? [{ kind: stringAt(entry, 'kind'), name: stringAt(entry, 'name'), index }] : [],
  );
}

export const lists = (entries: readonly Named[], kind: string, name: string): boolean =>
  entries.some((entry) => entry.kind === kind && entry.name === name);

/** A binding as YAML, ready to apply. */
export function bindingYaml(
  name: string,
  namespace: string,
  set: string,
  refs: readonly Omit<Named, 'index'>[],
): string {
  const lines = [`apiVersion: ${bindingApiVersion}`, `kind: ${bindingKind}`, 'metadata:'];
  lines.push(`  name: ${scalar(name)}`, `  namespace: ${scalar(namespace)}`, 'spec:');
  lines.push('  subjects:', '    - kind: SidecarSet', `      name: ${scalar(set)}`, '  resourceRefs:');
  for (const ref of refs) lines.push(`    - kind: ${ref.kind}`, `      name: ${scalar(ref.name)}`);
  return `${lines.join('\n')}\n`;
}

/** The same as an object. */
export function bindingObject(
  name: string,
  namespace: string,
  set: string,
  refs: readonly Omit<Named, 'index'>[],
): JsonObject {
  const resourceRefs = refs.map((ref) => ({ kind: ref.kind, name: ref.name }));
  const spec = { subjects: [{ kind: 'SidecarSet', name: set }], resourceRefs };
  return { apiVersion: bindingApiVersion, kind: bindingKind, metadata: { name, namespace }, spec };
}

/** Quoted unless every YAML reader takes the plain text for a string. */
function scalar(text: string): string {
  const plain = /^[a-z][-a-z0-9.]*$/.test(text) && !/^(?:y|n|yes|no|on|off|true|false|null)$/.test(text);
  return plain ? text : JSON.stringify(text);
}
