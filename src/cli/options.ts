import { fix } from './fix-command.ts';
import { graph } from './graph-command.ts';
import { install, uninstall } from './install-command.ts';
import { report } from './report-command.ts';
import {
  color,
  complete,
  configuration,
  failOn,
  gates,
  help,
  injectionCluster,
  kruise,
  kubelet,
  platform,
  rule,
  targets,
} from './shared-options.ts';
import { webhook } from './webhook-command.ts';

/** One option of a command, as the parser and the help see it. */
export interface Option {
  name: string;
  short?: string;
  /** Placeholder of its value; absent: a switch. */
  value?: string;
  choices?: readonly string[];
  /** May be given more than once. */
  repeats?: boolean;
  help: string;
}

export interface Command {
  name: string;
  /** Operands, for the usage line. */
  operands: string;
  most: number;
  summary: string;
  description: string;
  groups: { title: string; options: readonly Option[] }[];
  /** Where the exit status is not that of findings. */
  exits?: string;
  /** What to type, and what it does. */
  examples: readonly (readonly [string, string])[];
}

const lint: Command = {
  name: 'lint',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Check manifests',
  description:
    'Checks Kubernetes manifests: files, folders, globs, or standard input (-).\nWithout PATH: the current folder. Files that .gitignore names are passed over.',
  groups: [
    {
      title: 'The cluster',
      options: [
        targets,
        {
          name: 'from',
          value: 'VERSION',
          help: 'With --to, in place of --target: only what changes between two versions.',
        },
        { name: 'to', value: 'VERSION', help: 'The version after an upgrade.' },
        gates,
        kubelet,
        platform,
        kruise,
        complete,
      ],
    },
    {
      title: 'The rules',
      options: [...configuration, rule, failOn],
    },
    {
      title: 'The output',
      options: [
        {
          name: 'format',
          value: 'NAME',
          choices: ['text', 'json', 'sarif', 'github'],
          help: 'How to print the findings.',
        },
        { name: 'output', value: 'FILE', help: 'Write to a file instead of standard output.' },
        { name: 'quiet', short: 'q', help: 'Errors only and no summary (text, github).' },
        color,
        help,
      ],
    },
  ],
  examples: [
    ['lint deploy/', 'every manifest below a folder'],
    ['lint --target 1.28..1.33 app.yaml', 'what each of these versions makes of it'],
    ['lint --from 1.33 --to 1.36 .', 'what an upgrade changes'],
    ['lint --format sarif --output out.sarif .', 'for code scanning'],
    ['lint - < rendered.yaml', 'what another program has rendered'],
  ],
};

const rules: Command = {
  name: 'rules',
  operands: '[ID]',
  most: 1,
  summary: 'List the rules, or explain one',
  description: 'Lists every rule with the severity it has here. With ID: what the rule is for and what to do.',
  groups: [{ title: 'Options', options: [...configuration, color, help] }],
  examples: [
    ['rules', 'all of them'],
    ['rules kubernetes/init-container-restart-policy', 'one in full'],
  ],
};

const why: Command = {
  name: 'why',
  operands: '[TEXT|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Explain an error',
  description:
    'Explains what an API server, kubectl, a kubelet or a controller said about a pod: the likely causes, the versions,\nand what to do. TEXT is the pasted error; without it, or for -, standard input. Exit status 1: nothing in it is known.',
  groups: [
    {
      title: 'The output',
      options: [
        { name: 'format', value: 'NAME', choices: ['text', 'json'], help: 'How to print the causes.' },
        color,
        help,
      ],
    },
  ],
  examples: [
    ['why "PASTED ERROR"', 'what the server, the kubelet or an event means'],
    ['why - < error.log', 'the same for a log'],
  ],
};

const admit: Command = {
  name: 'admit',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Ask API servers without a cluster',
  description:
    'Tells what the API server of each version answers to the objects in files: kubectl apply --dry-run=server, offline.\nJudges pods and what makes pods. Reads no configuration.',
  groups: [
    {
      title: 'The cluster',
      options: [
        { name: 'target', value: 'VERSIONS', repeats: true, help: '1.33, 1.28..1.33 or 1.28+SidecarContainers.' },
        gates,
      ],
    },
    {
      title: 'The request',
      options: [
        {
          name: 'field-validation',
          value: 'HOW',
          choices: ['strict', 'warn', 'ignore'],
          help: 'What the client asks for unknown and duplicate fields; strict: as kubectl 1.25 and newer.',
        },
        {
          name: 'old',
          value: 'FILE',
          help: 'Objects as they are stored: those of the same kind and name are updated, others created.',
        },
        {
          name: 'subresource',
          value: 'NAME',
          choices: ['resize', 'ephemeralcontainers'],
          help: 'Where an update of a Pod goes.',
        },
      ],
    },
    {
      title: 'The output',
      options: [
        { name: 'format', value: 'NAME', choices: ['text', 'json'], help: 'How to print the answers.' },
        color,
        help,
      ],
    },
  ],
  exits: `Exit status: 0 every object accepted on every target · 1 some rejected, or not readable · 2 usage error,
or no file matched · 3 a bug in the program`,
  examples: [
    ['admit --target 1.28..1.36 pod.yaml', 'what these versions answer'],
    ['admit --old stored.yaml new.yaml', 'an update'],
    ['admit --field-validation warn chart.yaml', 'what clients other than kubectl are told'],
  ],
};

const render: Command = {
  name: 'render',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Show pods after sidecar injection',
  description:
    'Shows the pods that the workloads of the input will have once the SidecarSets of the input are injected, each injected\npart with the set and the line it comes from. What files cannot tell is said above the pod.',
  groups: [
    injectionCluster,
    {
      title: 'The output',
      options: [
        { name: 'pod', value: 'NAME', help: 'Only pods of this workload: web, Deployment/web or shop/web.' },
        { name: 'diff', help: 'What injection changes, in place of whole pods.' },
        { name: 'format', value: 'NAME', choices: ['yaml', 'json'], help: 'How to print the pods.' },
        help,
      ],
    },
  ],
  exits: `Exit status: 0 pods rendered · 1 a pod refused by OpenKruise, or a file not readable · 2 usage error, no file
matched, or no pod in the input · 3 a bug in the program`,
  examples: [
    ['render --kruise 1.8 deploy/ sidecars/', 'pods as they will be'],
    ['render --diff --pod web .', 'what is injected into one'],
  ],
};

const lsp: Command = {
  name: 'lsp',
  operands: '',
  most: 0,
  summary: 'Serve an editor (language server)',
  description:
    'Tells an editor what it finds while you type. The editor starts it and talks to it over standard input and output;\nhow to set up yours: src/lsp/README.md.',
  groups: [
    {
      title: 'The connection',
      options: [{ name: 'stdio', help: 'Standard input and output; the default, and the only way.' }, help],
    },
  ],
  exits:
    'Exit status: 0 the editor asked for the end · 1 it went away without a word · 2 usage error · 3 a bug in the program',
  examples: [['lsp --stdio', 'what an editor runs']],
};

export const commands: readonly Command[] = [
  lint,
  fix,
  admit,
  render,
  graph,
  rules,
  report,
  webhook,
  install,
  uninstall,
  why,
  lsp,
];

export const globalOptions: readonly Option[] = [help, { name: 'version', help: 'The version of this program.' }];

export function optionsOf(command: Command): Option[] {
  return command.groups.flatMap((group) => group.options);
}
