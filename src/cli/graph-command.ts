import type { Command } from './options.ts';
import { help, injectionCluster } from './shared-options.ts';

export const graph: Command = {
  name: 'graph',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Show what SidecarSets take and refer to',
  description:
    'Shows SidecarSets, the objects of other namespaces that their volumes name, the SidecarSetResourceBindings that grant\nthem, and the workloads whose pods are injected. Edges that are missing are marked.',
  groups: [
    injectionCluster,
    {
      title: 'The output',
      options: [
        { name: 'format', value: 'NAME', choices: ['text', 'mermaid', 'dot'], help: 'How to print the graph.' },
        help,
      ],
    },
  ],
  exits: `Exit status: 0 graph shown, missing edges or not · 1 a file not readable · 2 usage error, no file matched, or
no SidecarSet or binding in the input · 3 a bug in the program`,
  examples: [
    ['graph deploy/ sidecars/', 'who gets what, and what is missing'],
    ['graph --format dot . | dot -Tsvg', 'as a picture'],
  ],
};
