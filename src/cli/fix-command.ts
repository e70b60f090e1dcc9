import type { Command } from './options.ts';
import { complete, configuration, failOn, gates, help, kruise, kubelet, platform, targets } from './shared-options.ts';

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
      options: [targets, gates, kubelet, platform, kruise, complete],
    },
    {
      title: 'The rest',
      options: [...configuration, failOn, help],
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
