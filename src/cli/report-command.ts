import type { Command } from './options.ts';
import { cluster, complete, configuration, gates, help, kruise, kubelet, platform, rule } from './shared-options.ts';

export const report: Command = {
  name: 'report',
  operands: '[PATH…|-]',
  most: Number.POSITIVE_INFINITY,
  summary: 'Write PolicyReports for dashboards',
  description:
    'Checks manifests as `lint` does, or with --cluster what a cluster runs, and prints PolicyReports of wgpolicyk8s.io/v1alpha2 as\nYAML: one for each namespace, and one for what lives in none. Nothing is written to a cluster: kubectl applies them.',
  groups: [
    {
      title: 'The cluster',
      options: [
        ...cluster,
        {
          name: 'target',
          value: 'VERSIONS',
          repeats: true,
          help: '1.33, 1.28..1.33, or a name of the configuration; wins over what --cluster reads.',
        },
        gates,
        kubelet,
        platform,
        kruise,
        complete,
      ],
    },
    {
      title: 'The rules',
      options: [
        ...configuration,
        rule,
        {
          name: 'today',
          value: 'DATE',
          help: 'YYYY-MM-DD: the time of the results, and the day by which suppressions end. Without it: no time.',
        },
      ],
    },
    {
      title: 'The output',
      options: [{ name: 'output', value: 'FILE', help: 'Write to a file instead of standard output.' }, help],
    },
  ],
  exits: `Exit status: 0 reports written, whatever is in them · 2 usage, configuration or rule error, a file not readable,
no file matched, nothing to judge, or the cluster not readable · 3 a bug in the program`,
  examples: [
    ['report --cluster | kubectl apply -f -', 'what runs in the current cluster'],
    ['report deploy/ > reports.yaml', 'what manifests would bring'],
    ['report --today 2026-11-21 --output reports.yaml .', 'with the time of the results'],
  ],
};
