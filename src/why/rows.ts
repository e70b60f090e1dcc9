import type { JsonObject } from '../model/index.ts';

/** An object on which a row of the parity table speaks: laid over a Pod with one main container 'app' and one init container 'proxy'. */
export interface Sample {
  kind?: 'Deployment' | 'Job';
  main?: JsonObject;
  init?: JsonObject;
  spec?: JsonObject;
  job?: JsonObject;
}

export interface Row {
  /** What the row is about, as a noun. */
  about: string;
  /** Absent where it takes an update or a subresource to meet the row. */
  sample?: Sample;
  /** Kinds that can meet it; absent: every one. */
  kinds?: RegExp;
}

const probe = { exec: { command: ['true'] } };
const rule = { action: 'Restart', exitCodes: { operator: 'In', values: [1] } };
const port = { containerPort: 80, hostPort: 80 };
const ruled = (...rules: JsonObject[]): Sample => ({ main: { restartPolicy: 'Never', restartPolicyRules: rules } });
const resizing = (restartPolicy: string): JsonObject => ({ resizePolicy: [{ resourceName: 'cpu', restartPolicy }] });

/** The parity table, as far as a text can lead to it, by id. Bands are not written here: the samples are judged. */
export const rows: Readonly<Record<string, Row>> = {
  P01: { about: 'restartPolicy: Always on an init container', sample: { init: { restartPolicy: 'Always' } } },
  P02: { about: 'restartPolicy Never or OnFailure on an init container', sample: { init: { restartPolicy: 'Never' } } },
  P03: { about: 'another restartPolicy on an init container', sample: { init: { restartPolicy: 'always' } } },
  P04: { about: 'restartPolicy on a main container', sample: { main: { restartPolicy: 'Always' } } },
  P05: {
    about: 'a restartPolicy that does not exist on a main container',
    sample: { main: { restartPolicy: 'Maybe' } },
  },
  P06: { about: 'restartPolicy on an ephemeral container' },
  P07: { about: 'a restartPolicy that is no text', sample: { init: { restartPolicy: 1 } } },
  P08: { about: 'rules without a policy on a main container', sample: { main: { restartPolicyRules: [rule] } } },
  P09: { about: 'rules without a policy on an init container', sample: { init: { restartPolicyRules: [rule] } } },
  P10: { about: 'rules on a sidecar', sample: { init: { restartPolicy: 'Always', restartPolicyRules: [rule] } } },
  P11: { about: 'the action RestartAllContainers', sample: ruled({ ...rule, action: 'RestartAllContainers' }) },
  P12: { about: 'an action that does not exist', sample: ruled({ ...rule, action: 'Stop' }) },
  P13: { about: 'a rule without exitCodes', sample: ruled({ action: 'Restart' }) },
  P14: {
    about: 'an operator that does not exist',
    sample: ruled({ ...rule, exitCodes: { operator: 'Is', values: [1] } }),
  },
  P15: { about: 'more than 20 rules', sample: ruled(...Array.from({ length: 21 }, () => rule)) },
  P16: {
    about: 'more than 255 exit codes',
    sample: ruled({ ...rule, exitCodes: { operator: 'In', values: Array.from({ length: 256 }, (_, code) => code) } }),
  },
  P17: { about: 'odd exit codes', sample: ruled({ ...rule, exitCodes: { operator: 'In', values: [] } }) },
  P18: { about: 'rules on an ephemeral container' },
  P20: { about: 'a hook on an init container that is no sidecar', sample: { init: { lifecycle: { preStop: probe } } } },
  P21: { about: 'a probe on an init container that is no sidecar', sample: { init: { startupProbe: probe } } },
  P22: { about: 'successThreshold of a probe', sample: { main: { livenessProbe: { ...probe, successThreshold: 2 } } } },
  P23: {
    about: 'terminationGracePeriodSeconds of a readiness probe',
    sample: { main: { readinessProbe: { ...probe, terminationGracePeriodSeconds: 5 } } },
  },
  P24: {
    about: 'terminationGracePeriodSeconds of a probe',
    sample: { main: { livenessProbe: { ...probe, terminationGracePeriodSeconds: -1 } } },
  },
  P25: { about: 'numbers of a probe', sample: { main: { livenessProbe: { ...probe, periodSeconds: -1 } } } },
  P26a: { about: 'a probe or hook without a handler', sample: { main: { livenessProbe: {} } } },
  P26b: {
    about: 'the handler of a probe or hook',
    sample: { main: { livenessProbe: { ...probe, tcpSocket: { port: 80 } } } },
  },
  P26c: { about: 'a hook that only sleeps', sample: { main: { lifecycle: { preStop: { sleep: { seconds: 5 } } } } } },
  P26d: { about: 'seconds of a sleep', sample: { main: { lifecycle: { preStop: { sleep: { seconds: 31 } } } } } },
  P27: { about: 'stopSignal', sample: { main: { lifecycle: { stopSignal: 'SIGTERM' } } } },
  P28: {
    about: 'resizePolicy on a sidecar',
    sample: { init: { restartPolicy: 'Always', ...resizing('NotRequired') } },
  },
  P29: { about: 'resizePolicy on an init container', sample: { init: resizing('RestartContainer') } },
  P30: {
    about: 'resizePolicy RestartContainer in a pod that restarts nothing',
    sample: { spec: { restartPolicy: 'Never' }, main: resizing('RestartContainer') },
  },
  P31: { about: 'entries of resizePolicy', sample: { main: resizing('Sometimes') } },
  P32: { about: 'name, image and pull policy of a container', sample: { main: { name: 'App' } } },
  P33: { about: 'two containers of one name', sample: { init: { name: 'app' } } },
  P34: { about: 'a pod without containers', sample: { spec: { containers: [] } } },
  P35: { about: 'a hostPort twice among the main containers', sample: { main: { ports: [port, port] } } },
  P36: { about: 'a hostPort twice in one init container', sample: { init: { ports: [port, port] } } },
  P37: {
    about: 'a hostPort of a sidecar and of another container',
    sample: { main: { ports: [port] }, init: { ports: [port] } },
  },
  P38: { about: 'name and number of a port', sample: { main: { ports: [{ containerPort: 0 }] } } },
  P39: {
    about: 'hostPort beside hostNetwork',
    sample: { spec: { hostNetwork: true }, main: { ports: [{ containerPort: 80, hostPort: 81 }] } },
  },
  P40: {
    about: 'ephemeral containers at creation or in a template',
    sample: { spec: { ephemeralContainers: [{ name: 'debug', image: 'x', terminationMessagePolicy: 'File' }] } },
  },
  P41: {
    about: "the pod's restartPolicy below a Deployment",
    sample: { kind: 'Deployment', spec: { restartPolicy: 'Never' } },
    kinds: /^(?:Deployment|ReplicaSet|StatefulSet|DaemonSet|ReplicationController)$/,
  },
  P42: {
    about: "the pod's restartPolicy below a Job",
    sample: { kind: 'Job', spec: { restartPolicy: 'Always' } },
    kinds: /^(?:Cron)?Job$/,
  },
  P43: {
    about: 'podFailurePolicy',
    sample: {
      kind: 'Job',
      spec: { restartPolicy: 'Never' },
      job: {
        podFailurePolicy: {
          rules: [{ action: 'FailJob', onExitCodes: { containerName: 'ghost', operator: 'In', values: [1] } }],
        },
      },
    },
    kinds: /^(?:Cron)?Job$/,
  },
  P44: { about: "a pod's restartPolicy that does not exist", sample: { spec: { restartPolicy: 'Maybe' } } },
  P45: {
    about: "requests of the pod below its containers'",
    sample: { spec: { resources: { requests: { cpu: '1' } } }, main: { resources: { requests: { cpu: '2' } } } },
  },
  P46: {
    about: "a container's limit above the pod's",
    sample: { spec: { resources: { limits: { cpu: '1' } } }, main: { resources: { limits: { cpu: '2' } } } },
  },
  P47: { about: 'changing a pod that runs', kinds: /^Pod$/ },
  P49: { about: 'adding or removing containers of a pod that runs', kinds: /^Pod$/ },
  P50: { about: 'environment variables and ports that hide one another' },
  P51: { about: 'resizing a pod that runs', kinds: /^Pod$/ },
  P52: {
    about: 'requests and limits of a container',
    sample: { main: { resources: { requests: { cpu: '2' }, limits: { cpu: '1' } } } },
  },
  P53: {
    about: 'protocol and mode of a probe',
    sample: { main: { livenessProbe: { httpGet: { port: 80, protocol: 'HTTP3' } } } },
  },
};
