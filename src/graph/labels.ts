import type { GraphEdge, GraphNode } from './graph.ts';

/** The lines of a node in a diagram. */
export function nodeLines({ name, absent, note }: GraphNode): string[] {
  return [name, absent ? 'not in the input' : note].filter((line) => line !== '');
}

/** The words at an edge in a diagram. A grant is drawn by the edges of the binding itself, so that only trouble needs a note. */
export function edgeLines({ label, mark, note }: GraphEdge): string[] {
  return mark === 'missing' && note !== '' ? [label, note] : [label];
}
