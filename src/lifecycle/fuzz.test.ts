import * as fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { always, app, facts } from '../../test-cases/support/pod-facts.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/index.ts';

const spec: JsonObject = {
  restartPolicy: 'Never',
  terminationGracePeriodSeconds: 30,
  shareProcessNamespace: true,
  overhead: { cpu: '1' },
  resources: { limits: { cpu: '1' } },
  volumes: [{ name: 'v', emptyDir: { medium: 'Stdout' } }],
  tolerations: [{ key: 'a', value: 'b' }],
  initContainers: [
    { name: 'istio-init', image: 'istio/proxyv2:1', args: ['istio-iptables'], securityContext: { runAsUser: 1 } },
    {
      name: 'p',
      image: 'istio/proxyv2:1',
      ...always,
      restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [0] } }],
      startupProbe: { httpGet: { port: 'http', host: 'localhost' } },
      lifecycle: { preStop: { exec: { command: ['sleep', '5'] } }, postStart: { sleep: { seconds: 1 } } },
    },
  ],
  containers: [
    {
      ...app,
      command: ['sh', '-c', 'while true; do curl localhost:80; done'],
      env: [
        { name: 'A', value: 'x' },
        { name: '__IS_SIDECAR__', valueFrom: {} },
        { name: 'DB_HOST', value: 'localhost' },
      ],
      ports: [{ name: 'http', containerPort: 80 }],
      volumeMounts: [{ name: 'v', mountPath: '/run' }],
      resources: { requests: { cpu: '1' }, limits: { cpu: 1 } },
    },
  ],
  ephemeralContainers: [{ name: 'd', image: 'busybox' }],
};

/** Every path of a value, lists by index. */
function paths(value: JsonValue, path: (string | number)[] = []): (string | number)[][] {
  const entries = Array.isArray(value) ? [...value.entries()] : isObject(value) ? Object.entries(value) : [];
  return [path, ...entries.flatMap(([key, item]) => paths(item, [...path, key]))];
}

function replaced(value: JsonValue, path: readonly (string | number)[], put: JsonValue): JsonValue {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, put) : item));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? replaced(item, rest, put) : item]),
  );
}

const oddities: JsonValue[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2n ** 60n,
  '',
  'x',
  '{{ .x }}',
  '__proto__',
  [],
  [null],
  ['x', 1],
  {},
  { a: 1 },
];

test('a value of any type at any place is no crash', () => {
  const all = paths(spec).slice(1);
  assert.ok(all.length > 80);
  fc.assert(
    fc.property(
      fc.constantFrom(...all),
      fc.constantFrom(...oddities),
      fc.constantFrom(...all),
      fc.constantFrom(...oddities),
      (a, one, b, other) => {
        const broken = replaced(replaced(spec, a, one), b, other);
        // The replacement keeps the pod spec itself an object: only places below it are replaced.
        facts(broken as JsonObject, { kind: 'Job' });
      },
    ),
    { numRuns: 3000 },
  );
});

test.run();
