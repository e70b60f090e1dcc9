import { escapeUnsafe } from '../report/index.ts';
import type { Graph, GraphEdge, GraphNode, NodeSort } from './graph.ts';
import { edgeLines, nodeLines } from './labels.ts';

const shapes: Readonly<Record<NodeSort, readonly [string, string]>> = {
  set: ['[', ']'],
  binding: ['{{', '}}'],
  object: ['[(', ')]'],
  workload: ['([', '])'],
  nothing: ['[', ']'],
};

/** A flowchart of Mermaid. Missing edges are dashed and red, and so are nodes that are not in the input. */
export function formatMermaid({ nodes, edges }: Graph): string {
  const ids = new Map(nodes.map((node, index) => [node, `n${index + 1}`]));
  const faulty = nodes.filter(({ absent, sort, note }) => absent || sort === 'nothing' || note !== '');
  const missing = edges.flatMap(({ mark }, index) => (mark === 'missing' ? [index] : []));
  const lines = [
    ...nodes.map((node) => nodeLine(node, ids.get(node) ?? '')),
    ...edges.map((edge) => edgeLine(edge, ids)),
  ];
  if (faulty.length > 0) {
    lines.push('classDef missing stroke:#c00,color:#c00,stroke-dasharray:4');
    lines.push(`class ${faulty.map((node) => ids.get(node) ?? '').join(',')} missing`);
  }
  if (missing.length > 0) lines.push(`linkStyle ${missing.join(',')} stroke:#c00,color:#c00`);
  return `flowchart LR\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function nodeLine(node: GraphNode, id: string): string {
  const [open, close] = shapes[node.sort];
  return `${id}${open}${quoted(nodeLines(node))}${close}`;
}

function edgeLine(edge: GraphEdge, ids: ReadonlyMap<GraphNode, string>): string {
  const arrow = edge.mark === 'present' ? '-->' : '-.->';
  return `${ids.get(edge.from) ?? ''} ${arrow}|${quoted(edgeLines(edge))}| ${ids.get(edge.to) ?? ''}`;
}

/**
 * A quoted label. Whatever is no letter, digit or harmless sign is written as `#code;`, Mermaid's own escape: quotes and brackets end a
 * label, `<` starts markup, a grave accent Markdown, `%%` a comment, and `style…:…#` confuses the escapes themselves.
 */
function quoted(lines: readonly string[]): string {
  return `"${lines.map(encoded).join('<br/>')}"`;
}

function encoded(text: string): string {
  return escapeUnsafe(text).replace(/[^\p{L}\p{M}\p{N} .,/-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`);
}
