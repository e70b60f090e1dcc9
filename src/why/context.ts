import type { Statement } from './says.ts';

/** What a text gives away about who asked whom for what. Several causes share one sentence; these tell them apart. */
export type Signal =
  /** A person, or a pipeline that runs kubectl. */
  | 'kubectl'
  /** A built-in controller that makes Pods from a template the server has taken. */
  | 'controller'
  /** Another program that writes objects itself. */
  | 'operator'
  /** An object that exists is written back. */
  | 'update'
  /** The refused object is a Pod. */
  | 'pod'
  /** It is something with a pod template. */
  | 'template'
  /** The sentence of servers that know nothing of sidecars. */
  | 'before-sidecars'
  /** The server took the object and only warned. */
  | 'taken'
  /** A kind that is not built in. */
  | 'custom';

export interface Context {
  signals: ReadonlySet<Signal>;
  /** 'Pod', 'Deployment'; '' when the text names none. */
  kind: string;
  name: string;
  /** Minor of the server, when the text states it. */
  minor: number | undefined;
}

const words: readonly (readonly [Signal, RegExp])[] = [
  [
    'kubectl',
    /\bThe \w{1,60}(?:\.[\w.]{1,80})? "|Error from server|error when (?:creating|applying|patching|replacing)|error validating/,
  ],
  [
    'controller',
    /FailedCreate|Error creating: |\b(?:replicaset|replication|job|cronjob|daemonset|statefulset)-controller\b|create Pod \S{1,253} in StatefulSet/,
  ],
  ['operator', /unable to create Pod|[Rr]econcil(?:er|e|ing|iation)\b|controllerKind/],
  ['update', /pod updates may not change|(?:fail(?:ed)?|error|unable) (?:to |while )?(?:updat|patch)(?:e|ing)\b/i],
];

const warning = /(?:\bWarning:|\bwarnings\.go:\d{1,5}\]) unknown field /;
const refusal = /strict decoding error|BadRequest|cannot be handled as|error validating/;

const builtIn = /^(?:Pod|PodTemplate|Deployment|ReplicaSet|ReplicationController|StatefulSet|DaemonSet|Job|CronJob)$/;
const subjects = [
  /\bThe (\w{1,100})(?:\.[\w.-]{1,200})? "([^"]{0,253})" is invalid/,
  /\b([A-Z]\w{0,100})(?:\.[\w.-]{1,200})? "([^"]{0,253})" is invalid/,
  /\b([A-Z]\w{0,100}) in version "/,
];
const statedVersion = /\b(?:server|kubernetes|k8s|cluster)\b[^\n\d]{0,30}\bv?1\.(\d{2})\b/i;

export function readContext(text: string, statements: readonly Statement[]): Context {
  const signals = new Set<Signal>(words.filter(([, pattern]) => pattern.test(text)).map(([signal]) => signal));
  const [kind, name] = subjectOf(text);
  const fields = statements.map(({ says }) => ('reason' in says ? says.field : ''));
  if (kind === 'Pod' || (kind === '' && fields.some((field) => /^spec\.(?:initC|c|ephemeralC)ontainers\b/.test(field))))
    signals.add('pod');
  else if (fields.some((field) => /^(?:spec\.)?(?:jobT|t)emplate\./.test(field))) signals.add('template');
  if (kind !== '' && !builtIn.test(kind)) signals.add('custom');
  if (statements.some(({ detail }) => /^may not be set for init containers(?! without)/.test(detail)))
    signals.add('before-sidecars');
  if (warning.test(text) && !refusal.test(text)) signals.add('taken');
  const minor = statedVersion.exec(text)?.[1];
  return { signals, kind, name, minor: minor === undefined ? undefined : Number(minor) };
}

function subjectOf(text: string): [kind: string, name: string] {
  for (const pattern of subjects) {
    const found = pattern.exec(text);
    if (found !== null) return [found[1] ?? '', found[2] ?? ''];
  }
  return ['', ''];
}
