/** The loop of repair: chains of findings, fixes that would only bring another error, fixes that never end. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { fixSources } from '../src/fix.ts';
import { parseTargets } from '../src/target/index.ts';

const pod = (container: string): string => `apiVersion: v1
kind: Pod
metadata: {name: cart}
spec:
  initContainers:
${container}
  containers:
    - {name: cart, image: "registry.example.com/cart:1"}
`;
const waiting = pod(`    - name: logs
      image: busybox:1.36
      command: [tail, -F, /var/log/cart.log]`);

test('a native sidecar is made where every target has them', () => {
  const { texts, refused } = fixSources([{ uri: 'a.yaml', text: waiting }], { targets: parseTargets('1.29..1.34') });
  assert.match(texts.get('a.yaml') ?? '', 'restartPolicy: Always');
  assert.equal(refused, []);
});

test('none is made where it would be another error, and the reason is told', () => {
  const { texts, refused, report } = fixSources([{ uri: 'a.yaml', text: waiting }], { targets: parseTargets('1.27') });
  assert.is(texts.size, 0);
  assert.match(
    refused[0]?.reason ?? '',
    /^it would bring another error: .*\[kubernetes\/native-sidecar-unsupported\]$/,
  );
  assert.equal(
    report.findings.filter(({ severity }) => severity === 'error').map(({ ruleId }) => ruleId),
    ['lifecycle/long-running-init-container'],
  );
});

test('a chain of findings is followed to its end', () => {
  const text = pod(`    - name: logs
      image: registry.example.com/logs:1
      env:
        - name: LEVEL
          value: 1
        - {name: __IS_SIDECAR_, value: True}`)
    .replace('  initContainers:', '  containers:')
    .replace('  containers:\n    - {name: cart', '    - {name: cart');
  const { texts, done, report } = fixSources([{ uri: 'a.yaml', text }], {
    targets: parseTargets('1.33', { platform: 'acs' }),
  });
  assert.match(texts.get('a.yaml') ?? '', 'value: "1"\n        - {name: __IS_SIDECAR__, value: "true"}');
  assert.ok(done.length >= 3);
  assert.is(report.summary.error, 0);
});

test('what is let pass is not repaired', () => {
  const text = waiting.replace(
    'metadata: {name: cart}',
    'metadata:\n  name: cart\n  annotations:\n    sidecarlint.dev/ignore: lifecycle/long-running-init-container -- a test',
  );
  assert.is(fixSources([{ uri: 'a.yaml', text }]).texts.size, 0);
});

test('a line that silences nothing is taken out, and the annotation with the last one', () => {
  const lines = (text: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: cart
${text}spec:
  containers:
    - {name: cart, image: "registry.example.com/cart:1"}
`;
  const head = '  annotations:\n    sidecarlint.dev/ignore: |\n';
  const old = '      probes/missing-startup-probe -- old\n';
  const fixed = (text: string): string | undefined =>
    fixSources([{ uri: 'a.yaml', text: lines(text) }], { unsafe: true, targets: parseTargets('1.33') }).texts.get(
      'a.yaml',
    );
  assert.is(fixed(`${head}${old}`), lines(''));
  assert.is(fixed(`${head}${old}      lifecycle/one-shot-sidecar -- old\n`), lines(''));
});

test('of two equal keys the one that is lost is deleted, by decision only', () => {
  const text = `apiVersion: v1
kind: Pod
metadata: {name: cart}
spec:
  restartPolicy: Never # lost
  containers:
    - {name: cart, image: "registry.example.com/cart:1"}
  restartPolicy: Always
`;
  assert.is(fixSources([{ uri: 'a.yaml', text }]).texts.size, 0);
  const { texts } = fixSources([{ uri: 'a.yaml', text }], { unsafe: true });
  assert.is(texts.get('a.yaml'), text.replace('  restartPolicy: Never # lost\n', ''));
});

test.run();
