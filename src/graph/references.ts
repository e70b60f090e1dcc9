import { type Inventory, namespaceOf } from '../inventory/index.ts';
import type { FactList, Manifest } from '../model/index.ts';
import { bindingFacts } from '../openkruise/index.ts';
import type { GraphBuilder, GraphNode } from './graph.ts';

type Reference = FactList<'volumeReferences'>[number];

/** The bindings that grant an object of a namespace to a set, by name. */
export type Grants = (reference: Reference['self']) => string[];

export function setNode(builder: GraphBuilder, set: Manifest): GraphNode {
  return builder.node('set', [set.name], `SidecarSet ${set.name}`, set);
}

/** A ConfigMap or Secret, there or not. */
export function objectNode(
  builder: GraphBuilder,
  { kind, namespace, name }: { kind: string; namespace: string; name: string },
  inventory: Inventory,
): GraphNode {
  const manifest = inventory.find(kind, namespace, name);
  const node = builder.node('object', [kind, namespace, name], `${kind} ${namespace}/${name}`, manifest);
  node.absent = manifest === undefined;
  return node;
}

/** Edges from a set to the objects that its volumes name in other namespaces. */
export function addReferences(builder: GraphBuilder, set: Manifest, inventory: Inventory, grants: Grants): void {
  const from = setNode(builder, set);
  for (const reference of bindingFacts(set, inventory).volumeReferences) {
    const { self } = reference;
    builder.edge({
      from,
      to: objectNode(builder, self, inventory),
      label: `volume ${self.volume}`,
      mark: self.cause === '' ? 'present' : 'missing',
      note: self.cause === '' ? granted(grants(self), self.namespace) : refused(reference),
    });
  }
}

function granted(bindings: readonly string[], namespace: string): string {
  if (bindings.length > 0) return `granted by ${bindings.join(', ')}`;
  return `no binding needed, all pods of the set are in ${namespace}`;
}

/** Why no binding grants it, with the nearest one and what that says. */
function refused({ self, places }: Reference): string {
  const { cause, namespace, found } = self;
  const near = places?.binding?.manifest;
  if (near === undefined) return `no SidecarSetResourceBinding in ${namespace} grants it`;
  const name = `${near.kind} ${namespaceOf(near)}/${near.name}`;
  return `no binding grants it, ${name} ${(words[cause] ?? String)(found)}`;
}

const words: Readonly<Record<string, (found: string) => string>> = {
  'wrong-namespace': (found) => `has ${found}`,
  'wrong-type': (found) => `is of type ${found}`,
  'subject-missing': (found) => `has ${found === '' ? 'no subject' : `the subject ${found}`}`,
  'ref-missing': (found) => `names ${found === '' ? 'no object' : found}`,
};
