import type { Command } from './options.ts';
import { cluster, configuration, gates, help, kruise, kubelet, platform } from './shared-options.ts';

export const webhook: Command = {
  name: 'webhook',
  operands: '',
  most: 0,
  summary: 'Serve as a validating admission webhook',
  description:
    'Judges what is created and changed in a cluster, over HTTPS, until SIGTERM: POST /validate. Reads configuration and certificate\nagain when their files change; SIGHUP asks for it. Writes one line of JSON for each decision to standard output.',
  groups: [
    {
      title: 'The server',
      options: [
        { name: 'tls-cert', value: 'FILE', help: 'Certificate with its chain, PEM. Required.' },
        { name: 'tls-key', value: 'FILE', help: 'Its key, PEM. Required.' },
        {
          name: 'client-ca',
          value: 'FILE',
          help: 'Answer reviews only to clients with a certificate of this authority.',
        },
        { name: 'port', value: 'NUMBER', help: 'Port for reviews; 9443.' },
        { name: 'metrics-port', value: 'NUMBER', help: 'Port for /metrics, /healthz and /readyz, without TLS; 8080.' },
      ],
    },
    {
      title: 'The verdict',
      options: [
        {
          name: 'mode',
          value: 'MODE',
          choices: ['enforce', 'warn', 'audit'],
          help: 'Refuse, warn, or only log and count; enforce.',
        },
        {
          name: 'on-rule-error',
          value: 'WHAT',
          choices: ['allow', 'deny'],
          help: 'For objects that cannot be judged: a faulty rule, a review too large or too late; allow.',
        },
      ],
    },
    {
      title: 'The cluster and the rules',
      options: [
        ...cluster,
        { name: 'target', value: 'VERSIONS', repeats: true, help: '1.33, or a name of the configuration.' },
        gates,
        kubelet,
        platform,
        kruise,
        ...configuration,
      ],
    },
    { title: 'Else', options: [help] },
  ],
  exits: 'Exit status: 0 told to end · 2 usage, configuration or certificate error · 3 a bug in the program',
  examples: [
    ['webhook --tls-cert tls.crt --tls-key tls.key --target 1.33', 'in a cluster of 1.33'],
    ['webhook --tls-cert tls.crt --tls-key tls.key --mode audit', 'to see what would be refused'],
    ['webhook --tls-cert tls.crt --tls-key tls.key --cluster', 'beside the SidecarSets of the cluster'],
  ],
};
