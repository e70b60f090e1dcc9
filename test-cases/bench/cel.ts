import { type Budget, check, compile, type Declarations, parseExpression } from '../../src/engine/cel/index.ts';
import { factRecords } from '../../src/model/index.ts';
import { rounds } from './rounds.ts';

/** One-line conditions of the kind rules are made of. */
const conditions = [
  "self.class == 'main' && self.role.isHelper && !self.endsByItself",
  "self.endedBy != ''",
  "self.restartPolicy == 'Always'",
  "self.role.role in ['log-shipper', 'metrics', 'security-agent', 'tracing']",
  'self.neededBy.size() > 0 && !self.hasPostStart',
  'pod.runsToCompletion && self.hasSiblings && self.neverEnds',
  "pod.containers.exists(c, c.class == 'main' && !c.neverEnds)",
  "self.ports.all(p, p.number > 0 && p.protocol != 'SCTP')",
  "'ECI_CONTAINER_TYPE' in self.values",
  "self.image.startsWith('registry.') || self.image.contains('@sha256:')",
  "self.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
  'has(object.spec) && has(object.spec.replicas) && object.spec.replicas > 1',
  'object.?spec.?terminationGracePeriodSeconds.orValue(30) >= 30',
  "'container ' + self.name + ' keeps running'",
];

const declarations: Declarations = {
  variables: { self: 'Container', pod: 'Pod', object: 'dyn' },
  records: factRecords,
};

function container(name: string): Record<string, unknown> {
  return {
    name,
    class: name === 'app' ? 'main' : 'sidecar',
    image: 'docker.io/library/nginx:1.27',
    restartPolicy: name === 'app' ? '' : 'Always',
    role: { role: 'proxy', isHelper: name !== 'app' },
    endedBy: '',
    endsByItself: false,
    neverEnds: true,
    hasPostStart: false,
    hasSiblings: true,
    neededBy: [],
    ports: [{ name: 'http', number: 8080, hostPort: 0, protocol: 'TCP' }],
    values: { MODE: 'x' },
  };
}

/** 250 rules over a pod of three containers, and what their first use costs. */
export async function cel(): Promise<string[]> {
  const texts = Array.from({ length: 250 }, (_, at) => conditions[at % conditions.length] ?? '');
  const first = performance.now();
  const parsed = texts.map(parseExpression);
  const parse = performance.now() - first;
  const programs = parsed.map((one) => compile(one));
  const compiled = performance.now() - first - parse;
  for (const one of parsed) check(one, declarations, { rules: true });
  const checked = performance.now() - first - parse - compiled;
  const containers = ['app', 'proxy', 'logs'].map(container);
  const pod = { containers, runsToCompletion: true };
  const object = { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 3 } };
  const budget: Budget = { steps: Number.POSITIVE_INFINITY };
  const scopes = containers.map((self) => ({ self, pod, object }));
  const runAll = () => {
    for (const program of programs) for (const scope of scopes) program.evaluate(scope, budget);
  };
  for (let at = 0; at < 300; at++) runAll();
  const byText = conditions.map((text) => [text, compile(parseExpression(text))] as const);
  const ways = Object.fromEntries(
    byText.map(([text, program]) => [text, () => repeat(1000, () => program.evaluate(scopes[1] ?? {}, budget))]),
  );
  const times = await rounds(31, { all: runAll, ...ways });
  return [
    `250 rules, first use: parsed in ${parse.toFixed(1)} ms, compiled in ${compiled.toFixed(1)} ms, checked in ${checked.toFixed(1)} ms`,
    `250 rules over a pod of three containers: ${((times.all ?? 0) * 1000).toFixed(0)} µs`,
    ...conditions.map((text) => `  ${(times[text] ?? 0).toFixed(3)} µs  ${text}`),
  ];
}

function repeat(count: number, run: () => unknown): void {
  for (let at = 0; at < count; at++) run();
}
