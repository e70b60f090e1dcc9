/** What an editor can do about a finding, and what becomes of the text. */
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { ClientCapabilities, CodeAction, CodeActionContext, Diagnostic, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Client } from './client.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: cart
spec:
  initContainers:
    - name: proxy   # 🚀 all traffic
      image: registry.example.com/proxy:2
      restartPolicy: always
    - name: logs
      image: registry.example.com/logs:1
      restartPolicy: ALWAYS
  containers:
    - name: cart
      image: registry.example.com/cart:1
`;

const literals: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix', 'source.fixAll'] } },
      isPreferredSupport: true,
      disabledSupport: true,
    },
  },
};

interface Asked {
  files?: Record<string, string>;
  text?: string;
  line: number;
  only?: string[];
  capabilities?: ClientCapabilities;
  settings?: unknown;
}

interface Answered {
  actions: CodeAction[];
  titles: string[];
  /** A text after an action. */
  after(title: string, file?: string): string;
}

async function ask({
  files = {},
  text = pod,
  line,
  only,
  capabilities = literals,
  settings = { target: '1.33' },
}: Asked): Promise<Answered> {
  const client = new Client({ 'pod.yaml': text, ...files });
  try {
    await client.start({ capabilities, settings });
    await client.open('pod.yaml', text);
    await client.diagnostics('pod.yaml', 1);
    const diagnostics: Diagnostic[] = client.shown.get(client.uri('pod.yaml'))?.diagnostics ?? [];
    const context: CodeActionContext = {
      diagnostics: diagnostics.filter(({ range }) => range.start.line === line),
      ...(only === undefined ? {} : { only }),
    };
    const range = { start: { line, character: 0 }, end: { line, character: 200 } };
    const textDocument = { uri: client.uri('pod.yaml') };
    const actions: CodeAction[] =
      (await client.connection.sendRequest('textDocument/codeAction', { textDocument, range, context })) ?? [];
    await client.stop();
    const texts: Record<string, string> = { 'pod.yaml': text, ...files };
    const after = (title: string, file = 'pod.yaml'): string => {
      const action = actions.find((each) => each.title === title);
      const edits = editsOf(action, client.uri(file));
      return TextDocument.applyEdits(TextDocument.create('', '', 0, texts[file] ?? ''), edits);
    };
    return { actions, titles: actions.map(({ title }) => title), after };
  } finally {
    client.remove();
  }
}

function editsOf(action: CodeAction | undefined, uri: string): TextEdit[] {
  const { changes = {}, documentChanges = [] } = action?.edit ?? {};
  const versioned = documentChanges.flatMap((change) =>
    'textDocument' in change && change.textDocument.uri === uri ? change.edits : [],
  );
  // No edit of ours is annotated or a snippet.
  return [...(changes[uri] ?? []), ...(versioned as TextEdit[])];
}

test('a fix at the cursor: preferred, versioned, with the diagnostic it answers', async () => {
  const { actions, after } = await ask({ line: 8 });
  const [first] = actions;
  assert.is(first?.title, 'Write Always');
  assert.is(first?.kind, 'quickfix');
  assert.is(first?.isPreferred, true);
  assert.equal(
    first?.diagnostics?.map(({ code }) => code),
    ['kubernetes/init-restart-policy-value'],
  );
  const [change] = first?.edit?.documentChanges ?? [];
  assert.is(change !== undefined && 'textDocument' in change && change.textDocument.version, 1);
  assert.is(after('Write Always'), pod.replace('always', 'Always'));
});

test('other ways are offered behind it, none of them preferred', async () => {
  const { actions, titles } = await ask({ line: 8 });
  assert.equal(titles, [
    'Write Always',
    'Remove it',
    'Fix all 2 findings of kubernetes/init-restart-policy-value here',
    'Let kubernetes/init-restart-policy-value pass on proxy, with a reason',
  ]);
  assert.equal(
    actions.filter(({ isPreferred }) => isPreferred).map(({ title }) => title),
    ['Write Always'],
  );
});

test('all findings of a rule at once', async () => {
  const { after } = await ask({ line: 8 });
  const title = 'Fix all 2 findings of kubernetes/init-restart-policy-value here';
  assert.is(after(title), pod.replace('always', 'Always').replace('ALWAYS', 'Always'));
});

test('a finding is let pass on its container, the reason left to be written', async () => {
  const { after } = await ask({ line: 8 });
  assert.is(
    after('Let kubernetes/init-restart-policy-value pass on proxy, with a reason'),
    pod.replace(
      '  name: cart\n',
      `  name: cart
  annotations:
    sidecarlint.dev/ignore: |
      kubernetes/init-restart-policy-value@proxy -- why this is let pass
`,
    ),
  );
});

test('a line is added to those that let others pass', async () => {
  const annotated = pod.replace(
    '  name: cart\n',
    `  name: cart
  annotations:
    sidecarlint.dev/ignore: |
        # checked
        probes/missing-startup-probe -- slow start is fine
`,
  );
  const { after } = await ask({ line: 12, text: annotated });
  const added = '        kubernetes/init-restart-policy-value@proxy -- why this is let pass\n';
  assert.is(
    after('Let kubernetes/init-restart-policy-value pass on proxy, with a reason'),
    annotated.replace('is fine\n', `is fine\n${added}`),
  );
});

test('source.fixAll does what is safe in the whole document, and is only given when asked for', async () => {
  for (const only of [['source.fixAll'], ['source.fixAll.sidecarlint'], ['source']]) {
    const { actions, after } = await ask({ line: 0, only });
    assert.equal(
      actions.map(({ kind }) => kind),
      ['source.fixAll.sidecarlint'],
    );
    assert.is(
      after('Fix all that sidecarlint can fix safely'),
      pod.replace('always', 'Always').replace('ALWAYS', 'Always'),
    );
  }
  assert.equal((await ask({ line: 0, only: ['source.organizeImports'] })).titles, []);
  assert.equal((await ask({ line: 8, only: ['source.fixAll.eslint'] })).titles, []);
});

test('nothing where nothing is found', async () => {
  assert.equal((await ask({ line: 13 })).titles, []);
});

test('columns in UTF-8, changes without versions, for an editor that wants them so', async () => {
  const flow = '    - {name: proxy, image: "é🚀:2", restartPolicy: always}';
  const text = pod.replace(/ {4}- name: proxy[\s\S]*?always/, flow);
  const capabilities = { ...literals, workspace: {}, general: { positionEncodings: ['utf-8'] } };
  const { actions } = await ask({ line: 6, text, capabilities });
  const { documentChanges, changes = {} } = actions[0]?.edit ?? {};
  assert.is(documentChanges, undefined);
  const before = Buffer.byteLength(flow.slice(0, flow.indexOf('always')));
  const range = { start: { line: 6, character: before }, end: { line: 6, character: before + 'always'.length } };
  assert.equal(Object.values(changes), [[{ range, newText: 'Always' }]]);
});

test('what cannot be carried out is shown with the reason, where the editor can', async () => {
  const text = pod
    .replace('- name: proxy ', '- &p\n      name: proxy ')
    .replace('- name: logs\n', '- <<: *p\n      name: logs\n')
    .replace('      restartPolicy: ALWAYS\n', '');
  const { actions } = await ask({ line: 9, text });
  assert.match(actions[0]?.disabled?.reason ?? '', 'is used elsewhere too');
  const codeAction = { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } };
  const { titles } = await ask({ line: 9, text, capabilities: { ...literals, textDocument: { codeAction } } });
  assert.not(titles.includes('Write Always'));
});

test('a binding goes to the file that has the others', async () => {
  const set = `apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: logs}
spec:
  selector: {matchLabels: {app: web}}
  updateStrategy: {type: NotUpdate}
  containers:
    - {name: shipper, image: "shop/shipper:1", volumeMounts: [{name: conf, mountPath: /conf}]}
  volumes:
    - name: conf
      configMap: {name: ops/shipper}
`;
  const other = `apiVersion: sidecarset.alibabacloud.com/v1alpha1
kind: SidecarSetResourceBinding
metadata: {name: other, namespace: ops}
spec:
  subjects: [{kind: SidecarSet, name: other}]
  resourceRefs: [{kind: ConfigMap, name: other}]
`;
  const { actions, titles, after } = await ask({
    files: { 'bindings/all.yaml': other },
    text: set,
    line: 10,
    settings: {},
  });
  assert.ok(titles.includes('Add the binding beside the others'), titles.join());
  const action = actions.find(({ title }) => title === 'Add the binding beside the others');
  const [change] = action?.edit?.documentChanges ?? [];
  assert.is(change !== undefined && 'textDocument' in change && change.textDocument.version, null);
  assert.ok(
    after('Add the binding beside the others', 'bindings/all.yaml').startsWith(
      `${other}---\napiVersion: sidecarset.alibabacloud.com/v1alpha1\n`,
    ),
  );
});

test('an editor that cannot take edits is told of no actions', async () => {
  const client = new Client({});
  try {
    const result: unknown = await client.start({ capabilities: {} });
    assert.not(JSON.stringify(result).includes('codeAction'));
    await client.stop();
  } finally {
    client.remove();
  }
});

test('after a change, actions are those of the new text', async () => {
  const client = new Client({ 'pod.yaml': pod });
  try {
    await client.start({ capabilities: literals, settings: { target: '1.33' } });
    await client.open('pod.yaml', pod);
    await client.diagnostics('pod.yaml', 1);
    const diagnostics = client.shown.get(client.uri('pod.yaml'))?.diagnostics ?? [];
    const version = await client.change('pod.yaml', `# moved\n${pod.replace('always', 'Always')}`);
    const textDocument = { uri: client.uri('pod.yaml') };
    const request = (line: number): Promise<CodeAction[]> => {
      const range = { start: { line, character: 0 }, end: { line, character: 99 } };
      return client.connection.sendRequest('textDocument/codeAction', {
        textDocument,
        range,
        context: { diagnostics },
      });
    };
    assert.equal(await request(9), []);
    const [change] = (await request(12))[0]?.edit?.documentChanges ?? [];
    assert.is(change !== undefined && 'textDocument' in change && change.textDocument.version, version);
    await client.stop();
  } finally {
    client.remove();
  }
});

test.run();
