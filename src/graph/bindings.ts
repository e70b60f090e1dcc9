import { type Inventory, namespaceOf } from '../inventory/index.ts';
import type { FactList, Manifest } from '../model/index.ts';
import { bindingFacts } from '../openkruise/index.ts';
import type { GraphBuilder } from './graph.ts';
import { type Grants, objectNode, setNode } from './references.ts';

const bindingKind = 'SidecarSetResourceBinding';
const nameOf = (binding: Manifest): string => `${bindingKind} ${namespaceOf(binding)}/${binding.name}`;

/** Who grants what, read once. */
export function grantsOf(inventory: Inventory): Grants {
  const bindings = inventory.named(bindingKind).flatMap((binding) => {
    const { bindingFaults, bindingEntries } = bindingFacts(binding, inventory);
    if (bindingFaults.some(({ self }) => self.fault === 'apiVersion')) return [];
    return [{ name: nameOf(binding), entries: bindingEntries.map(({ self }) => self) }];
  });
  return ({ set, kind, namespace, name }) =>
    bindings.flatMap(({ name: binding, entries }) => {
      const lists = (list: string, entryKind: string, entryName: string): boolean =>
        entries.some(
          (entry) =>
            entry.namespace === namespace &&
            entry.list === list &&
            entry.kind === entryKind &&
            entry.name === entryName,
        );
      return lists('subjects', 'SidecarSet', set) && lists('resourceRefs', kind, name) ? [binding] : [];
    });
}

/** Edges from every binding to the sets and objects that it lists. */
export function addBindings(builder: GraphBuilder, inventory: Inventory): void {
  for (const binding of inventory.named(bindingKind)) {
    const { bindingFaults, bindingEntries } = bindingFacts(binding, inventory);
    const from = builder.node('binding', [namespaceOf(binding), binding.name], nameOf(binding), binding);
    from.note ||= faultsText(bindingFaults);
    for (const { self } of bindingEntries) {
      const isSubject = self.list === 'subjects';
      const to = isSubject ? subjectNode(builder, self.name, inventory) : objectNode(builder, self, inventory);
      const mark = self.exists ? 'present' : 'missing';
      builder.edge({ from, to, label: isSubject ? 'subject' : 'resourceRef', mark, note: '' });
    }
  }
}

function subjectNode(builder: GraphBuilder, name: string, inventory: Inventory): ReturnType<typeof setNode> {
  const set = inventory.find('apps.kruise.io/SidecarSet', '', name);
  if (set !== undefined) return setNode(builder, set);
  const node = builder.node('set', [name], `SidecarSet ${name}`);
  node.absent = true;
  return node;
}

function faultsText(faults: FactList<'bindingFaults'>): string {
  const isVoid = faults.some(({ self }) => self.fault === 'apiVersion' || self.fault === 'empty');
  return [...(isVoid ? ['grants nothing'] : []), ...faults.map(faultText)].join(', ');
}

function faultText({ self: { fault, found, wanted } }: FactList<'bindingFaults'>[number]): string {
  if (fault === 'apiVersion') return `apiVersion ${found} is not ${wanted}`;
  if (fault === 'empty') return `no ${found}`;
  if (fault === 'missing') return `an entry of ${found} without ${wanted}`;
  return `an entry with the ${fault === 'kind' ? 'kind' : 'name'} ${found} in place of ${wanted}`;
}
