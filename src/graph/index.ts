export { sidecarGraph } from './build.ts';
export { formatDot } from './dot.ts';
export type { Graph } from './graph.ts';
export { formatMermaid } from './mermaid.ts';
export { formatGraph } from './text.ts';
