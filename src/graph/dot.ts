import { escapeUnsafe } from '../report/index.ts';
import type { Graph, GraphEdge, GraphNode, Mark, NodeSort } from './graph.ts';
import { edgeLines, nodeLines } from './labels.ts';

const shapes: Readonly<Record<NodeSort, string>> = {
  set: 'box',
  binding: 'hexagon',
  object: 'cylinder',
  workload: 'oval',
  nothing: 'plaintext',
};

const styles: Readonly<Record<Mark, string>> = {
  present: '',
  undecided: ', style=dashed',
  missing: ', style=dashed, color=red, fontcolor=red',
};

/** A digraph for Graphviz. Missing edges are dashed and red, and so are nodes that are not in the input. */
export function formatDot({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map((node, index) => [node, `n${index + 1}`]));
  const lines = [
    'rankdir=LR;',
    ...nodes.map((node) => nodeLine(node, ids.get(node) ?? '')),
    ...edges.map((edge) => edgeLine(edge, ids)),
  ];
  return `digraph sidecars {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
}

function nodeLine(node: GraphNode, id: string): string {
  const isFaulty = node.absent || node.sort === 'nothing' || node.note !== '';
  return `${id} [shape=${shapes[node.sort]}, label=${quoted(nodeLines(node))}${styles[isFaulty ? 'missing' : 'present']}];`;
}

function edgeLine(edge: GraphEdge, ids: ReadonlyMap<GraphNode, string>): string {
  return `${ids.get(edge.from) ?? ''} -> ${ids.get(edge.to) ?? ''} [label=${quoted(edgeLines(edge))}${styles[edge.mark]}];`;
}

/** A quoted string. Graphviz reads `\N` and the like in labels, and entities of HTML even in plain strings. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    escapeUnsafe(line).replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'),
  );
  return `"${escaped.join('\\n')}"`;
}
