import type { Manifest } from '../model/index.ts';

export type NodeSort = 'set' | 'binding' | 'object' | 'workload' | 'nothing';

/** An object of the input, or one that an object of the input names. */
export interface GraphNode {
  id: string;
  sort: NodeSort;
  /** 'ConfigMap kube-system/settings', as written: each format escapes for itself. */
  name: string;
  /** It is named, but not in the input. */
  absent: boolean;
  /** Why it does nothing as it stands; '' when it does. */
  note: string;
  /** The file of the object; the first by name when several hold it. */
  uri?: string;
}

/** present: files tell that it is there; undecided: they tell neither way; missing: it is wanted, and something for it is not there. */
export type Mark = 'present' | 'undecided' | 'missing';

export interface GraphEdge {
  from: GraphNode;
  to: GraphNode;
  label: string;
  mark: Mark;
  /** What makes it so; '' when the label says it all. */
  note: string;
}

/** Nodes by sort and name, edges by their nodes: nothing depends on the order of the files. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  /** Workloads that no set takes. They have no edge and are no nodes. */
  alone: GraphNode[];
}

const sorts: readonly NodeSort[] = ['set', 'binding', 'object', 'workload', 'nothing'];
const marks: readonly Mark[] = ['present', 'undecided', 'missing'];

/** One object is one node, and one statement is one edge, in however many files (bases and overlays) it stands. */
export class GraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #edges = new Map<string, GraphEdge>();

  /** `key`: what identifies the node among those of its sort. The first manifest of a node is the one that tells about it. */
  node(sort: NodeSort, key: readonly string[], name: string, manifest?: Manifest): GraphNode {
    const id = JSON.stringify([sort, ...key]);
    const known = this.#nodes.get(id);
    if (known !== undefined) return known;
    const uri = manifest?.origin?.uri;
    const node: GraphNode = { id, sort, name, absent: false, note: '', ...(uri !== undefined && { uri }) };
    this.#nodes.set(id, node);
    return node;
  }

  edge(edge: GraphEdge): void {
    const { from, to, label, mark, note } = edge;
    this.#edges.set(JSON.stringify([from.id, to.id, label, mark, note]), edge);
  }

  leadsToSort(from: GraphNode, sort: NodeSort): boolean {
    return [...this.#edges.values()].some((edge) => edge.from === from && edge.to.sort === sort);
  }

  build(): Graph {
    const edges = [...this.#edges.values()].sort(
      (a, b) =>
        byNode(a.from, b.from) ||
        byNode(a.to, b.to) ||
        byText(a.label, b.label) ||
        marks.indexOf(a.mark) - marks.indexOf(b.mark) ||
        byText(a.note, b.note),
    );
    const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
    const all = [...this.#nodes.values()].sort(byNode);
    const isAlone = (node: GraphNode): boolean => node.sort === 'workload' && !linked.has(node);
    return { nodes: all.filter((node) => !isAlone(node)), edges, alone: all.filter(isAlone) };
  }
}

function byNode(a: GraphNode, b: GraphNode): number {
  return sorts.indexOf(a.sort) - sorts.indexOf(b.sort) || byText(a.name, b.name) || byText(a.id, b.id);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
