import type { Command } from './options.ts';
import { configuration, gates, help, kruise, platform } from './shared-options.ts';

export const fix: Command = {
  name: 'fix',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Repair manifests',
  description:
    'Carries out the fixes of findings in the files themselves, and looks again until nothing is left to do. Only fixes that\nchange nothing but what the finding is about; comments, order and style stay. Where that cannot be had, nothing is changed\nand the reason is told. Standard input (-) is written to standard output.',
  groups: [
    {
      title: 'The fixes',
      options: [
        { name: 'dry-run', help: 'Show what would change as a unified diff, and write nothing.' },
        { name: 'unsafe', help: 'Also fixes that a person should decide on; look at the result.' },
        {
          name: 'rule',
          value: 'ID',
          repeats: true,
          help: 'Only findings of this rule, or this category (jobs/*); may be repeated.',
        },
      ],
    },
    {
      title: 'The cluster',
      options: [
        {
          name: 'target',
          value: 'VERSIONS',
          repeats: true,
          help: '1.33, 1.28..1.33, 1.28+SidecarContainers, or a name of the configuration.',
        },
        gates,
        { name: 'kubelet', value: 'VERSION', help: 'Oldest kubelet: 1.29, or 1.29-SidecarContainers.' },
        platform,
        kruise,
        { name: 'complete', help: 'The input is the whole cluster: what is missing is an error.' },
      ],
    },
    {
      title: 'The rest',
      options: [
        ...configuration,
        {
          name: 'fail-on',
          value: 'SEVERITY',
          choices: ['error', 'warning', 'info'],
          help: 'Lowest severity to exit with 1 for.',
        },
        help,
      ],
    },
  ],
  exits: `Exit status, by what is left then (with --dry-run: would be left): 0 clean · 1 findings at or above --fail-on
· 2 usage, configuration or rule error, no file matched, or a file that cannot be written · 3 a bug in the program`,
  examples: [
    ['fix --dry-run deploy/', 'what would change'],
    ['fix deploy/', 'change it'],
    ['fix --rule alibaba/marker-misspelt .', 'one kind of slip'],
    ['fix - < rendered.yaml', 'as a filter'],
  ],
};
