import { escapeUnsafe } from '../report/index.ts';
import type { Graph, GraphEdge, GraphNode, Mark } from './graph.ts';

const symbols: Readonly<Record<Mark, string>> = { present: '→', undecided: '?', missing: '✗' };

/** Each set and binding with what it leads to, for people; the number of missing edges is the last line. */
export function formatGraph({ nodes, edges, alone }: Graph): string {
  const blocks = nodes
    .filter(({ sort, absent }) => (sort === 'set' || sort === 'binding') && !absent)
    .map((node) => [headOf(node), ...edges.filter(({ from }) => from === node).map(edgeLine)]);
  if (alone.length > 0) {
    blocks.push(['Workloads that no SidecarSet takes', ...alone.map((node) => `  ${placed(node)}`)]);
  }
  const missing = edges.filter(({ mark }) => mark === 'missing').length;
  blocks.push([
    missing === 0 ? 'No edge is missing.' : `${missing} ${missing === 1 ? 'edge is' : 'edges are'} missing.`,
  ]);
  return blocks.map((lines) => lines.map((line) => `${escapeUnsafe(line)}\n`).join('')).join('\n');
}

function headOf(node: GraphNode): string {
  return `${placed(node)}${node.note === '' ? '' : `: ${node.note}`}`;
}

/** With the file it stands in. */
function placed({ name, uri }: GraphNode): string {
  return `${name}${uri === undefined ? '' : ` (${uri})`}`;
}

function edgeLine({ to, label, mark, note }: GraphEdge): string {
  const name = `${to.name}${to.absent ? ' (not in the input)' : ''}`;
  // A placeholder has no statement of its own.
  const said = to.sort === 'nothing' ? [note] : [label, note];
  const words = said.filter((text) => text !== '').join(', ');
  return `  ${symbols[mark]} ${name}${words === '' ? '' : `: ${words}`}`;
}
