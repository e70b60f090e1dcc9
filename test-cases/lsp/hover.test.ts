/** What hovering over a place of a file tells. `▮` marks the cursor. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Hover } from 'vscode-languageserver';
import { Client } from './client.ts';

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  initContainers:
    - name: proxy
      image: envoyproxy/envoy:v1.30
      restartPolicy: Always
      startupProbe:
        httpGet: {path: /ready, port: 15021}
        initialDelaySeconds: 5
        periodSeconds: 2
        failureThreshold: 30
      resources:
        requests: {cpu: 100m, memory: 64Mi}
  containers:
    - name: "<b>web</b>"
      image: shop/web:1
      resources:
        requests: {cpu: 250m, memory: 1Gi}
`;

/** The text of the hover at the first place of `words`. */
async function hover(words: string, files: Record<string, string> = {}, text = pod): Promise<string> {
  const client = new Client({ 'pod.yaml': text, ...files });
  try {
    await client.start({ settings: { target: '1.27..1.30' } });
    await client.open('pod.yaml', text);
    await client.diagnostics('pod.yaml', 1);
    const before = text.slice(0, text.indexOf(words)).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    const textDocument = { uri: client.uri('pod.yaml') };
    const answer: Hover | null = await client.connection.sendRequest('textDocument/hover', { textDocument, position });
    await client.stop();
    const contents = answer?.contents;
    return contents !== undefined && typeof contents === 'object' && 'value' in contents ? contents.value : '';
  } finally {
    client.remove();
  }
}

test('a container: its class on each minor, and what the image is known for', async () => {
  const text = await hover('name: proxy');
  assert.match(text, /\*\*proxy\*\*: 1\.27–1\.28: init container.* · 1\.29–1\.30: native sidecar/);
  assert.match(text, /known image: Envoy/i);
});

test('a field: what each minor does with it', async () => {
  assert.match(
    await hover('restartPolicy'),
    /1\.27: unknown field · 1\.28: dropped: gate SidecarContainers is off · 1\.29–1\.30: kept/,
  );
});

test('a probe: its window as a number', async () => {
  assert.match(await hover('failureThreshold'), /5 s \+ 30 × 2 s = \*\*65 s\*\*/);
});

test('resources: what the pod counts for', async () => {
  const text = await hover('requests: {cpu: 250m');
  assert.match(text, /1\.29–1\.30: the pod requests cpu 350m, memory 1088Mi, is limited to nothing, and is Burstable/);
});

test('names are not Markdown', async () => {
  assert.match(await hover('name: "<b>'), /\\<b\\>web\\<\/b\\>/);
});

test('what a SidecarSet adds', async () => {
  const set = `apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: logs}
spec: {selector: {matchLabels: {app: web}}, containers: [{name: shipper, image: shop/shipper:1}]}
`;
  assert.match(
    await hover('containers:\n    - name: "', { 'set.yaml': set }),
    /SidecarSet logs injects \*\*shipper\*\*/,
  );
});

test('a gate of a cluster file', async () => {
  const file = 'kind: Cluster\napiVersion: kind.x-k8s.io/v1alpha4\nfeatureGates:\n  SidecarContainers: true\n';
  assert.match(await hover('SidecarContainers', {}, file), /gate \*\*SidecarContainers\*\*/);
});

test('nothing to tell', async () => {
  assert.is(await hover('apiVersion'), '');
});

test.run();
