import { type Inventory, namespaceOf } from '../../inventory/index.ts';
import {
  editDistance,
  type Fact,
  type FactList,
  isObject,
  join,
  type Manifest,
  nearestExisting,
  type Pointer,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { bindingApiVersion, bindingKind, entryLists } from './binding.ts';
import { isLimitedTo, plainReferencesOf, referencesOf } from './references.ts';
import { volumeReferences } from './volume-references.ts';

const setKind = 'apps.kruise.io/SidecarSet';

interface BindingFacts {
  readonly bindings: FactList<'bindings'>;
  readonly bindingFaults: FactList<'bindingFaults'>;
  readonly bindingEntries: FactList<'bindingEntries'>;
  readonly volumeReferences: FactList<'volumeReferences'>;
}

/** The fact lists of SidecarSetResourceBindings and of the sets that need them, each made when it is asked for; empty for other kinds. */
export function bindingFacts(manifest: Manifest, inventory: Inventory): BindingFacts {
  const isBinding = manifest.kind === bindingKind;
  return {
    get bindings() {
      return isBinding ? bindings(manifest, inventory) : [];
    },
    get bindingFaults() {
      return isBinding ? faults(manifest, inventory) : [];
    },
    get bindingEntries() {
      return isBinding ? entries(manifest, inventory) : [];
    },
    get volumeReferences() {
      return volumeReferences(manifest, inventory);
    },
  };
}

function bindings(manifest: Manifest, inventory: Inventory): FactList<'bindings'> {
  const isSetLater = inventory.named('Kustomization').some(({ object }) => stringAt(object, 'namespace') !== '');
  const pointer = nearestExisting(manifest.object, '/metadata');
  const self: Fact<'Binding'> = {
    hasNamespace: manifest.namespace !== '' || isSetLater,
    isToldElsewhere: pointedPlaces(manifest, inventory).has(pointer),
  };
  return [{ self, pointer: '', places: { metadata: { pointer } } }];
}

/** What keeps a binding from granting anything, or one of its entries from counting. */
function faults(manifest: Manifest, inventory: Inventory): FactList<'bindingFaults'> {
  const pointedAt = pointedPlaces(manifest, inventory);
  const items: FactList<'bindingFaults'> = [];
  const add = (fault: string, pointer: Pointer, found: string, wanted: string): void => {
    const place = nearestExisting(manifest.object, pointer);
    items.push({ self: { fault, found, wanted, isToldElsewhere: pointedAt.has(place) }, pointer: place });
  };
  if (manifest.apiVersion !== bindingApiVersion)
    add('apiVersion', '/apiVersion', manifest.apiVersion, bindingApiVersion);
  for (const { list, kinds } of entryLists) {
    const at = `/spec/${list}`;
    const written = valueAt(manifest.object, 'spec', list);
    if (!Array.isArray(written) || written.length === 0) add('empty', at, list, kinds.join(' or '));
    for (const [index, entry] of (Array.isArray(written) ? written : []).entries()) {
      const pointer = join(at, index);
      const kind = stringAt(entry, 'kind');
      const name = stringAt(entry, 'name');
      if (/\{\{|\$[({]/.test(kind + name)) continue;
      if (kind === '' || name === '') add('missing', pointer, list, kind === '' ? 'kind' : 'name');
      else if (!kinds.includes(kind)) add('kind', join(pointer, 'kind'), kind, kinds.join(' or '));
      else if (name.includes('/')) add('slash', join(pointer, 'name'), name, name.slice(name.lastIndexOf('/') + 1));
    }
  }
  return items;
}

interface Entry {
  kind: string;
  name: string;
  index: number;
}

function entriesOf(manifest: Manifest, list: string): Entry[] {
  const entries = valueAt(manifest.object, 'spec', list);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry, index) => {
    const [kind, name] = [stringAt(entry, 'kind'), stringAt(entry, 'name')];
    const isPlain = isObject(entry) && kind !== '' && name !== '' && !/[/${]/.test(name);
    return isPlain ? [{ kind, name, index }] : [];
  });
}

/** What a binding lists, beside what the input holds. */
function entries(manifest: Manifest, inventory: Inventory): FactList<'bindingEntries'> {
  const namespace = namespaceOf(manifest);
  const subjects = entriesOf(manifest, 'subjects');
  const sets = subjects.flatMap(({ name }) => inventory.find(setKind, '', name) ?? []);
  const pointedAt = pointedPlaces(manifest, inventory);
  const usersKnown = sets.length === subjects.length && ![...pointedAt.values()].includes(true);
  return entryLists.flatMap(({ list, kinds }) =>
    entriesOf(manifest, list).flatMap((entry) => {
      const { kind, name, index } = entry;
      if (!kinds.includes(kind)) return [];
      const others = objectsOf(kind, namespace, inventory);
      const user = list === 'subjects' ? undefined : sets.find((set) => uses(set, entry, namespace));
      const pointer = join('/spec', list, index);
      // Where the whole list is told its first entry is named; in the right namespace a binding names other objects.
      const listTold = [
        ...(index === 0 ? [join('/spec', list)] : []),
        ...(list === 'subjects' ? [] : ['/metadata', '/metadata/namespace']),
      ];
      const self: Fact<'BindingEntry'> = {
        list,
        kind,
        name,
        namespace,
        exists: others.includes(name),
        hasOthers: others.length > 0,
        nearest: slipOf(name, others, entriesOf(manifest, list)),
        isToldElsewhere: [join(pointer, 'name'), join(pointer, 'kind'), ...listTold].some((place) =>
          pointedAt.has(place),
        ),
        usedBy: user?.name ?? '',
        usersKnown,
      };
      return [{ self, pointer, places: { name: { pointer: join(pointer, 'name') } } }];
    }),
  );
}

/**
 * Places of this binding that are told at a volume without a grant, and whether they are taken for a slip. In the whole cluster what is no
 * slip is told too.
 */
function pointedPlaces(manifest: Manifest, inventory: Inventory): Map<Pointer, boolean> {
  const places = inventory
    .ofKind(setKind)
    .flatMap((set) =>
      volumeReferences(set, inventory).flatMap(({ self, places: { binding } = {} }): [Pointer, boolean][] =>
        (self.near || inventory.complete) && binding?.manifest === manifest ? [[binding.pointer, self.near]] : [],
      ),
    );
  return new Map(places.toSorted(([, a], [, b]) => Number(a) - Number(b)));
}

function objectsOf(kind: string, namespace: string, inventory: Inventory): string[] {
  if (kind === 'SidecarSet') return inventory.ofKind(setKind).map(({ name }) => name);
  return inventory.ofKind(kind).flatMap((object) => (namespaceOf(object) === namespace ? [object.name] : []));
}

/** An object at distance 1 or 2 that the binding does not list itself. */
function slipOf(name: string, others: readonly string[], entries: readonly Entry[]): string {
  if (others.includes(name) || name.length > 80) return '';
  const free = others.filter((other) => !entries.some((entry) => entry.name === other));
  return free.find((other) => editDistance(name, other, 2) <= Math.min(2, Math.floor((name.length - 1) / 2))) ?? '';
}

function uses(set: Manifest, { kind, name }: Entry, namespace: string): boolean {
  if (referencesOf(set).some((used) => used.kind === kind && used.name === name && used.namespace === namespace))
    return true;
  return isLimitedTo(set, namespace) && plainReferencesOf(set).some((used) => used.kind === kind && used.name === name);
}
