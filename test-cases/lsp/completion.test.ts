/** What may stand at a cursor: on our own ground, and nothing anywhere else. `▮` marks the cursor. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { CompletionItem } from 'vscode-languageserver';
import { Client, type Wishes } from './client.ts';

const pod = (container: string, list = 'initContainers'): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  ${list}:
    - name: setup
      image: shop/setup:1
${container}
`;

interface Case extends Wishes {
  name?: string;
  files?: Record<string, string>;
}

async function asked(
  marked: string,
  { name = 'pod.yaml', files = {}, ...wishes }: Case = {},
): Promise<CompletionItem[]> {
  const at = marked.indexOf('▮');
  const text = marked.replace('▮', '');
  const client = new Client(files);
  try {
    await client.start({ settings: { target: '1.34' }, ...wishes });
    await client.open('first.yaml', pod(''));
    await client.diagnostics('first.yaml', 1);
    await client.open(name, text);
    const lines = text.slice(0, at).split('\n');
    const isBytes = wishes.capabilities?.general?.positionEncodings?.includes('utf-8') === true;
    const last = lines.at(-1) ?? '';
    const position = { line: lines.length - 1, character: isBytes ? Buffer.byteLength(last) : last.length };
    const textDocument = { uri: client.uri(name) };
    const items = await client.connection.sendRequest<CompletionItem[]>('textDocument/completion', {
      textDocument,
      position,
    });
    await client.stop();
    return items.sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  } finally {
    client.remove();
  }
}

const labels = async (marked: string, more: Case = {}): Promise<string[]> =>
  (await asked(marked, more)).map(({ label }) => label);

/** What the line of the cursor becomes when the first suggestion is taken. */
async function taken(marked: string, label: string, more: Case = {}): Promise<string> {
  const item = (await asked(marked, more)).find((each) => each.label === label);
  const edit = item?.textEdit;
  if (edit === undefined || !('range' in edit)) return `no '${label}'`;
  const line = marked.replace('▮', '').split('\n')[edit.range.start.line] ?? '';
  return `${line.slice(0, edit.range.start.character)}${edit.newText}${line.slice(edit.range.end.character)}`.trim();
}

const about = (items: readonly CompletionItem[], label: string): string => {
  const documentation = items.find((each) => each.label === label)?.documentation;
  return typeof documentation === 'object' ? documentation.value : '';
};

test('nothing where it is not for us to say', async () => {
  assert.equal(await labels(pod('      imagePullPolicy: ▮')), []);
  assert.equal(await labels(pod('      ▮')), []);
  assert.equal(await labels(pod('      # restartPolicy: ▮')), []);
  assert.equal(await labels('services:\n  web:\n    restartPolicy: ▮\n'), []);
  assert.equal(await labels('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  restartPolicy: ▮\n'), []);
  assert.equal(await labels('export default { severities: {▮} };\n', { name: 'policy.config.ts' }), []);
});

test('restartPolicy of an init container: what a target keeps', async () => {
  const text = pod('      restartPolicy: ▮');
  assert.equal(await labels(text, { settings: { target: '1.27' } }), []);
  assert.equal(await labels(text, { settings: { target: '1.30' } }), ['Always']);
  const items = await asked(text, { settings: { target: '1.28..1.30' } });
  assert.equal(
    items.map(({ label }) => label),
    ['Always'],
  );
  assert.match(about(items, 'Always'), /\*\*setup\*\*: 1\.28: init container.* · 1\.29–1\.30: native sidecar/);
  assert.match(about(items, 'Always'), /1\.28: dropped: gate SidecarContainers is off · 1\.29–1\.30: kept/);
});

test('restartPolicy of a regular container: only with its gate', async () => {
  const text = pod('      restartPolicy: ▮', 'containers');
  assert.equal(await labels(text, { settings: { target: '1.33' } }), []);
  assert.equal(await labels(text, { settings: { target: '1.35' } }), ['Always', 'OnFailure', 'Never']);
  assert.equal(await labels(text, { settings: { target: '1.34', gates: 'ContainerRestartRules=true' } }), [
    'Always',
    'OnFailure',
    'Never',
  ]);
});

test('restartPolicy of a pod: what its controller allows', async () => {
  const job =
    'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      restartPolicy: ▮\n';
  assert.equal(await labels(job), ['OnFailure', 'Never']);
  const endless = job.replace('batch/v1', 'apps/v1').replace('Job', 'Deployment');
  assert.equal(await labels(endless), ['Always']);
});

test('the line that is written need not be YAML, nor any other', async () => {
  assert.is(await taken(pod('      restartPolicy: "Al▮'), 'Always'), 'restartPolicy: "Always');
  assert.is(await taken(pod('      restartPolicy: Al▮x'), 'Always'), 'restartPolicy: Always');
  assert.is(await taken(pod('      restartPolicy:▮'), 'Always'), 'restartPolicy: Always');
  assert.is(await taken(pod('      command: [a, "b\n      restartPolicy: A▮'), 'Always'), 'restartPolicy: Always');
  const flow = pod('').replace(
    / {4}- name[\s\S]*/,
    '    - {name: a, restartPolicy: ▮\n  containers:\n    - {name: b, image: c}\n',
  );
  assert.is(await taken(flow, 'Always'), '- {name: a, restartPolicy: Always');
  const list = `apiVersion: v1\nkind: List\nitems:\n- ${pod('      restartPolicy: ▮').trimEnd().replaceAll('\n', '\n  ')}\n`;
  assert.equal(await labels(list), ['Always']);
  assert.equal(await labels(`a: [\n---\n${pod('      restartPolicy: ▮')}---\nb: {\n`.replaceAll('\n', '\r\n')), [
    'Always',
  ]);
});

test('JSON, SidecarSets, several documents', async () => {
  const json = '{"apiVersion": "v1", "kind": "Pod", "spec": {"initContainers": [{"name": "a", "restartPolicy": ▮}]}}';
  assert.is(await taken(json, 'Always', { name: 'pod.json' }), json.replace('▮', '"Always"'));
  const set =
    'apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nmetadata: {name: a}\nspec:\n  initContainers:\n  - name: p\n    restartPolicy: ▮\n';
  assert.equal(await labels(set), ['Always']);
  const other = 'apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec: {template: {spec: {restartPolicy: ▮}}}\n';
  assert.equal(await labels(`${pod('')}---\n${other}---\n${pod('')}`), ['OnFailure', 'Never']);
  assert.equal(await labels(`---\n${other}`), ['OnFailure', 'Never']);
});

test('places in UTF-8 and behind an emoji', async () => {
  const text = pod('').replace(/ {4}- name[\s\S]*/, '    - {name: "😀", restartPolicy: A▮}\n');
  const utf8 = { general: { positionEncodings: ['utf-8'] } };
  for (const [capabilities, from] of [
    [{}, 34],
    [utf8, 36],
  ] as const) {
    const [item] = await asked(text, { capabilities });
    assert.equal(item?.textEdit, {
      newText: 'Always',
      range: { start: { line: 6, character: from }, end: { line: 6, character: from + 1 } },
    });
  }
});

test('markers: names of the platform that are not set yet, and their values', async () => {
  const text = pod(
    '      env:\n        - name: __IS_SIDECAR__\n          value: "true"\n        - name: ▮',
    'containers',
  );
  const acs = { settings: { target: '1.28', platform: 'acs' } };
  const names = await labels(text, acs);
  assert.ok(names.includes('__IGNORE_READY__') && !names.includes('__IS_SIDECAR__'), names.join());
  assert.not(names.some((name) => name.startsWith('ECI_')));
  const eci = { settings: { target: '1.28', platform: 'eci' } };
  assert.ok((await labels(text, eci)).includes('ECI_CONTAINER_TYPE'));
  const valued = pod('      env:\n        - name: __IS_SIDECAR__\n          value: ▮', 'containers');
  assert.is(await taken(valued, 'true', acs), 'value: "true"');
  assert.is(
    await taken(pod('      env: [{name: ECI_CONTAINER_TYPE, value: ▮}]'), 'sidecar'),
    'env: [{name: ECI_CONTAINER_TYPE, value: sidecar}]',
  );
  assert.equal(await labels(valued.replace('__IS_SIDECAR__', 'MINE'), acs), []);
});

test('labels and annotations that mean something', async () => {
  const text = pod('').replace('  name: web', '  labels:\n    ▮');
  assert.ok((await labels(text)).includes('alibabacloud.com/eci'));
  assert.is(await taken(text, 'alibabacloud.com/eci'), 'alibabacloud.com/eci:');
  assert.is(await taken(text.replace('▮', 'alibabacloud.com/acs: ▮'), 'true'), 'alibabacloud.com/acs: "true"');
  assert.equal(await labels(text, { settings: { target: '1.33', platform: 'kubernetes' } }), []);
  const set =
    'apiVersion: apps.kruise.io/v1alpha1\nkind: SidecarSet\nmetadata: {name: a}\nspec:\n  selector:\n    matchLabels:\n      ▮\n';
  assert.ok((await labels(set)).includes('serverless.alibabacloud.com/virtual-node'));
});

test('a line that lets findings pass: rule, container, reason', async () => {
  const text = (line: string): string =>
    pod('      restartPolicy: OnFailure').replace(
      '  name: web',
      `  name: web\n  annotations:\n    sidecarlint.dev/ignore: |\n      ${line}`,
    );
  const items = await asked(text('kub▮ -- known'));
  assert.is(items[0]?.label, 'kubernetes/init-restart-policy-value', 'what is found here comes first');
  assert.match(about(items, 'kubernetes/init-restart-policy-value'), /\w/);
  assert.is(
    await taken(text('kub▮ -- known'), 'jobs/classic-helper-never-ends'),
    'jobs/classic-helper-never-ends -- known',
  );
  assert.equal(await labels(text('jobs/classic-helper-never-ends@▮')), ['setup']);
  assert.is(await taken(text('jobs/x@se▮ -- a'), 'setup'), 'jobs/x@setup -- a');
  assert.equal(await labels(text('jobs/x@setup ▮')), ['--', 'until=']);
  assert.is(await taken(text('jobs/x@setup ▮'), '--'), 'jobs/x@setup --');
  assert.equal(await labels(text('jobs/x -- because ▮')), []);
  const inline = pod('').replace('  name: web', '  annotations:\n    sidecarlint.dev/ignore: jobs/▮');
  assert.is(
    await taken(inline, 'jobs/classic-helper-never-ends'),
    'sidecarlint.dev/ignore: jobs/classic-helper-never-ends',
  );
  assert.ok(
    (await labels(pod('').replace('  name: web', '  annotations:\n    si▮'))).includes('sidecarlint.dev/ignore'),
  );
});

test('the configuration: keys, ids, severities, targets', async () => {
  const config = { name: 'policy.config.yaml' };
  const keys = await labels('failOn: error\n▮\n', config);
  assert.ok(keys.includes('severities') && !keys.includes('failOn'), keys.join());
  assert.equal(await labels('failOn: ▮\n', config), ['error', 'info', 'warning']);
  const ids = await labels('severities:\n  kub▮\n', config);
  assert.ok(ids.includes('kubernetes/init-restart-policy-value') && ids.includes('kubernetes/*'));
  assert.equal(await labels('severities:\n  jobs/*: ▮\n', config), ['error', 'info', 'off', 'warning']);
  assert.ok((await labels('targets:\n  production:\n    ▮\n', config)).includes('kubelet'));
  assert.ok((await labels('targets:\n  production: {platform: [▮]}\n', config)).includes('acs'));
  assert.ok((await labels('targets: {production: {gates: {▮}}}\n', config)).includes('SidecarContainers'));
  assert.ok((await labels('suppressions:\n  - rule: ▮\n', config)).includes('jobs/classic-helper-never-ends'));
  const json = { name: 'policy.config.json' };
  assert.is(await taken('{"severities": {▮}}', 'jobs/*', json), '{"severities": {"jobs/*": }}');
  assert.is(await taken('{"fa▮": 1}', 'failOn', json), '{"failOn": 1}');
  assert.is(await taken('{"complete": ▮}', 'true', json), '{"complete": true}');
});

test('rule files: keys, words, fact lists', async () => {
  const rule = {
    name: 'checks/own/one.yaml',
    files: { 'policy.config.yaml': 'rulePaths: [checks]\n', 'checks/README.md': '' },
  };
  const keys = await labels('id: own/one\n▮\n', rule);
  assert.ok(keys.includes('select') && !keys.includes('id'), keys.join());
  assert.ok((await labels('outcome: ▮\n', rule)).includes('fails-at-runtime'));
  assert.ok((await labels('select: ▮\n', rule)).includes('containers'));
  assert.ok((await labels('select: [containers, ▮]\n', rule)).includes('probes'));
  assert.ok(
    (await labels('select: markers\nvalidations:\n  - expression: "true"\n    pointer: ▮\n', rule)).includes(
      'overridden',
    ),
  );
  assert.equal(await labels('bands:\n  - when: "true"\n    ▮\n', rule), ['outcome', 'severity']);
  assert.equal(await labels('classes: [▮]\n', rule), ['ephemeral', 'init', 'main', 'sidecar']);
});

test.run();
