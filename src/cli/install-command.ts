import type { Command, Option } from './options.ts';
import { gates, help, kruise, kubelet, platform } from './shared-options.ts';

/** What decides which objects there are, besides those that always are: uninstall has to be told the same. */
const parts: readonly Option[] = [
  { name: 'namespace', short: 'n', value: 'NAME', help: 'Where it lives; sidecarlint.' },
  { name: 'cluster', help: 'Watch SidecarSets, bindings, namespaces and nodes; takes the rights to read these.' },
  { name: 'cert-manager', help: 'cert-manager makes and renews the certificate.' },
];

export const install: Command = {
  name: 'install',
  operands: '',
  most: 0,
  summary: 'Print the manifests of the webhook',
  description:
    'Prints all that puts the webhook into a cluster, for kubectl apply -f -. A certificate is made each time, unless --cert-manager\nor --ca says otherwise; all else depends on the options alone.',
  groups: [
    {
      title: 'The verdict',
      options: [
        {
          name: 'mode',
          value: 'MODE',
          choices: ['enforce', 'warn', 'audit'],
          help: 'Refuse, warn, or only log and count; enforce.',
        },
        { name: 'audit', help: 'To start with: refuses nothing and warns. The same as --mode warn.' },
        { name: 'fail-closed', help: 'While no replica answers, refuse (failurePolicy Fail) instead of letting pass.' },
        { name: 'timeout', value: 'SECONDS', help: 'How long an API server waits, 1 to 30; 5.' },
      ],
    },
    {
      title: 'The policy',
      options: [
        { name: 'target', value: 'VERSION', help: '1.33, or 1.33..1.34 during an upgrade.' },
        gates,
        kubelet,
        platform,
        kruise,
        {
          name: 'config',
          value: 'FILE',
          help: 'In place of these: your configuration, YAML or JSON, as it is.',
        },
      ],
    },
    {
      title: 'The installation',
      options: [
        ...parts,
        { name: 'image', value: 'IMAGE', help: 'Built from the Dockerfile; sidecarlint:VERSION.' },
        { name: 'replicas', value: 'NUMBER', help: 'At least; 2.' },
        { name: 'priority-class', value: 'NAME', help: 'PriorityClass of its pods: system-cluster-critical.' },
        {
          name: 'ca',
          value: 'FILE',
          help: 'Make no certificate: the Secret sidecarlint-tls is there, signed by this authority (PEM).',
        },
        help,
      ],
    },
  ],
  exits: 'Exit status: 0 printed · 2 usage error · 3 a bug in the program',
  examples: [
    ['install --audit --target 1.33 | kubectl apply -f -', 'into a cluster of 1.33, refusing nothing yet'],
    ['install --target 1.33 --ca ca.crt | kubectl apply -f -', 'then enforce, with the certificate that is there'],
    ['install --target 1.33 --cert-manager', 'with a certificate of cert-manager'],
  ],
};

export const uninstall: Command = {
  name: 'uninstall',
  operands: '',
  most: 0,
  summary: 'Print what takes the webhook out again',
  description:
    'Prints what install has put into the cluster, in the order of deletion: API servers stop asking first. A namespace other than\nsidecarlint stays.',
  groups: [{ title: 'As it was installed', options: [...parts, help] }],
  exits: 'Exit status: 0 printed · 2 usage error · 3 a bug in the program',
  examples: [['uninstall | kubectl delete -f -', 'out of the cluster']],
};
