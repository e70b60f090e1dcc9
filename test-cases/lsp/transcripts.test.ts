/** What an editor and the server say to each other, case by case. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CancellationTokenSource, type DocumentDiagnosticReport } from 'vscode-languageserver';
import { Client, printed, type Wishes } from './client.ts';

/** An init container with a line of its own; `before` stands above everything. */
const pod = (policy: string, before = ''): string => `${before}apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  initContainers:
    - name: setup
      image: shop/setup:1
      ${policy}
  containers:
    - name: web
      image: shop/web:1
`;
const wrong = pod('restartPolicy: OnFailure');
const right = pod('# none');
const found = ['7:21-7:30 1 kubernetes/init-restart-policy-value'];

const set = (container: string): string => `apiVersion: apps.kruise.io/v1alpha1
kind: SidecarSet
metadata: {name: log}
spec:
  selector: {matchLabels: {app: web}}
  containers:
    - ${container}
`;
const taken = `apiVersion: batch/v1
kind: Job
metadata: {name: report}
spec:
  template:
    metadata: {labels: {app: web}}
    spec: {restartPolicy: Never, containers: [{name: main, image: shop/report:1}]}
`;

async function session(files: Record<string, string>, wishes: Wishes, talk: (client: Client) => Promise<void>) {
  const client = new Client(files);
  try {
    await client.start(wishes);
    await talk(client);
    assert.is(await client.stop(), 0);
  } finally {
    client.remove();
  }
}

test('open, edit within a line, close', () =>
  session({}, {}, async (client) => {
    await client.open('pod.yaml', wrong);
    assert.equal(await client.diagnostics('pod.yaml', 1), found);
    const { diagnostics = [] } = client.shown.get(client.uri('pod.yaml')) ?? {};
    assert.match(diagnostics[0]?.codeDescription?.href ?? '', /\/rules\/kubernetes\.md#init-restart-policy-value$/);
    assert.is(diagnostics[0]?.source, 'sidecarlint');
    assert.equal(await client.diagnostics('pod.yaml', await client.change('pod.yaml', [7, 6, 30, '# none'])), []);
    const back = await client.change('pod.yaml', [7, 6, 12, 'restartPolicy: OnFailure']);
    assert.equal(await client.diagnostics('pod.yaml', back), found);
    await client.close('pod.yaml');
    await client.until(() => client.lines('pod.yaml').length === 0, 'cleared on close');
  }));

test('lines are put in above: the finding moves with its document', () =>
  session({}, {}, async (client) => {
    await client.open('pod.yaml', `${right}---\n${wrong}`);
    assert.equal(await client.diagnostics('pod.yaml', 1), ['19:21-19:30 1 kubernetes/init-restart-policy-value']);
    const version = await client.change('pod.yaml', [0, 0, 0, '# one\n# two\n']);
    assert.equal(await client.diagnostics('pod.yaml', version), ['21:21-21:30 1 kubernetes/init-restart-policy-value']);
  }));

test('a change that changes nothing: the new version is told all the same', () =>
  session({}, {}, async (client) => {
    await client.open('pod.yaml', wrong);
    assert.equal(await client.diagnostics('pod.yaml', await client.change('pod.yaml', wrong)), found);
  }));

test('many changes at once: only the last version is told', () =>
  session({}, {}, async (client) => {
    await client.open('pod.yaml', wrong);
    let version = 1;
    for (let key = 0; key < 40; key++) version = await client.change('pod.yaml', [7, 6, 6, '#']);
    assert.equal(await client.diagnostics('pod.yaml', version), []);
  }));

test('CRLF, and an emoji before the range', () =>
  session({}, {}, async (client) => {
    const flow = wrong.replace(
      / {4}- name: setup[\s\S]*OnFailure/,
      '    - {name: "😀", image: envoy, restartPolicy: OnFailure}',
    );
    await client.open('pod.yaml', flow.replaceAll('\n', '\r\n'));
    const lines = await client.diagnostics('pod.yaml', 1);
    assert.ok(lines.includes('5:48-5:57 1 kubernetes/init-restart-policy-value'), lines.join());
  }));

test('columns in UTF-8 where the editor offers them, in both directions', () =>
  session({}, { capabilities: { general: { positionEncodings: ['utf-16', 'utf-8'] } } }, async (client) => {
    const flow = wrong.replace(
      / {4}- name: setup[\s\S]*OnFailure/,
      '    - {name: "😀", image: envoy, restartPolicy: OnFailure}',
    );
    await client.open('pod.yaml', flow);
    assert.ok((await client.diagnostics('pod.yaml', 1)).includes('5:50-5:59 1 kubernetes/init-restart-policy-value'));
    const version = await client.change('pod.yaml', [5, 50, 59, 'Always']);
    const after = await client.diagnostics('pod.yaml', version);
    assert.not(
      after.some((each) => each.includes('init-restart-policy-value')),
      after.join(),
    );
  }));

test('a file that is renamed', () =>
  session({ 'old.yaml': wrong }, {}, async (client) => {
    await client.open('old.yaml', wrong);
    await client.diagnostics('old.yaml', 1);
    await client.close('old.yaml');
    rmSync(join(client.root, 'old.yaml'));
    client.write('new.yaml', wrong);
    await client.touched('old.yaml', 'new.yaml');
    await client.open('new.yaml', wrong);
    assert.equal(await client.diagnostics('new.yaml', 1), found);
    assert.equal(client.lines('old.yaml'), []);
  }));

const endless = set('{name: shipper, image: fluent/fluent-bit:3}');
const rule = 'jobs/classic-helper-never-ends';

test('what another file says: on disk, in a buffer, and gone', () =>
  session({ 'set.yaml': endless, 'job.yaml': taken }, {}, async (client) => {
    const says = (): boolean => client.lines('set.yaml').some((each) => each.includes(rule));
    await client.open('set.yaml', endless);
    await client.until(says, 'the Job on disk is taken');
    const related = client.shown
      .get(client.uri('set.yaml'))
      ?.diagnostics.flatMap((each) => each.relatedInformation ?? []);
    assert.ok(related?.some(({ location }) => location.uri === client.uri('job.yaml')));
    await client.open('job.yaml', taken.replace('app: web', 'app: other'));
    await client.until(() => !says(), 'the buffer wins over the file');
    await client.close('job.yaml');
    await client.until(says, 'closed: the file counts again');
    rmSync(join(client.root, 'job.yaml'));
    await client.touched('job.yaml');
    await client.until(() => !says(), 'the file has gone');
    client.write('sub/job.yaml', taken);
    await client.touched('sub/job.yaml');
    await client.until(says, 'a new file');
  }));

test('ignored files neither speak nor count', () =>
  session({ '.gitignore': 'out/\n', 'out/job.yaml': taken, 'set.yaml': endless }, {}, async (client) => {
    await client.open('set.yaml', endless);
    await client.open('out/pod.yaml', wrong);
    await client.open('last.yaml', wrong);
    await client.diagnostics('last.yaml', 1);
    assert.equal(client.lines('out/pod.yaml'), []);
    assert.not(client.lines('set.yaml').some((each) => each.includes(rule)));
  }));

test('two folders are two workspaces', () =>
  session({ 'a/set.yaml': endless, 'b/job.yaml': taken }, { folders: ['a', 'b'] }, async (client) => {
    await client.open('a/set.yaml', endless);
    await client.open('b/pod.yaml', wrong);
    assert.equal(await client.diagnostics('b/pod.yaml', 1), found);
    assert.not((await client.diagnostics('a/set.yaml', 1)).some((each) => each.includes(rule)));
  }));

test('the configuration: read, wrong, put right', () =>
  session(
    { 'policy.config.yaml': 'severities: {kubernetes/init-restart-policy-value: info}\n' },
    {},
    async (client) => {
      await client.open('pod.yaml', wrong);
      await client.until(
        () => client.lines('pod.yaml').some((each) => each.includes('7:30 3 ')),
        'severity of the file',
      );
      client.write('policy.config.yaml', 'severities:\n  kubernetes/nonsense: info\n');
      await client.touched('policy.config.yaml');
      await client.until(() => client.lines('policy.config.yaml').length === 1, 'the error in its place');
      assert.match(client.lines('policy.config.yaml')[0] ?? '', /^1:2-1:/);
      client.write('policy.config.yaml', '{}\n');
      await client.touched('policy.config.yaml');
      await client.until(() => client.lines('policy.config.yaml').length === 0, 'the error is gone');
      await client.until(
        () => client.lines('pod.yaml').some((each) => each.includes('7:30 1 ')),
        'severity of the rule',
      );
    },
  ));

test('a suppression of the configuration that silences nothing', () => {
  const entry = (name: string): string =>
    `suppressions:\n  - {rule: kubernetes/init-restart-policy-value, name: ${name}, reason: known}\n`;
  return session({ 'policy.config.yaml': entry('other') }, {}, async (client) => {
    await client.open('pod.yaml', wrong);
    await client.until(() => client.lines('policy.config.yaml').length === 1, 'it is told');
    client.write('policy.config.yaml', entry('web'));
    await client.touched('policy.config.yaml');
    await client.until(() => client.lines('policy.config.yaml').length === 0, 'it is put right');
    await client.until(() => client.lines('pod.yaml').length === 0, 'and holds');
  });
});

test('settings change', () =>
  session({}, {}, async (client) => {
    await client.open('pod.yaml', pod('restartPolicy: Always'));
    const first = await client.diagnostics('pod.yaml', 1);
    assert.ok(
      first.some((each) => each.includes('kubernetes/')),
      first.join(),
    );
    await client.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { sidecarlint: { target: '1.33' } },
    });
    await client.until(() => !client.lines('pod.yaml').some((each) => each.includes(' 1 ')), 'fine on 1.33');
  }));

const asking = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } };

test('an editor that asks: full, unchanged, told to ask again', () =>
  session({ 'set.yaml': endless }, { capabilities: asking }, async (client) => {
    const ask = (name: string, previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      client.connection.sendRequest('textDocument/diagnostic', {
        textDocument: { uri: client.uri(name) },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      });
    await client.open('pod.yaml', wrong);
    await client.open('set.yaml', endless);
    const first = await ask('pod.yaml');
    assert.is(first.kind, 'full');
    if (first.kind !== 'full') return;
    assert.equal(first.items.map(printed), found);
    assert.is((await ask('pod.yaml', first.resultId)).kind, 'unchanged');
    await ask('set.yaml');
    const before = client.refreshes;
    client.write('job.yaml', taken);
    await client.touched('job.yaml');
    await client.until(() => client.refreshes > before, 'asked to ask again');
    const again = await ask('set.yaml');
    assert.ok(again.kind === 'full' && again.items.map(printed).some((each) => each.includes(rule)));
    assert.equal([...client.shown.keys()], [], 'nothing is sent to an editor that asks');
  }));

test('a request that is cancelled', () =>
  session({}, { capabilities: asking }, async (client) => {
    await client.open('big.yaml', Array.from({ length: 300 }, () => wrong).join('---\n'));
    const source = new CancellationTokenSource();
    const answer = client.connection
      .sendRequest('textDocument/diagnostic', { textDocument: { uri: client.uri('big.yaml') } }, source.token)
      .catch((error: { code: number }) => error.code);
    source.cancel();
    assert.is(await answer, -32800);
  }));

test('900 KB, one document changed', () =>
  session({}, {}, async (client) => {
    const env = Array.from(
      { length: 60 },
      (_, index) => `        - {name: SETTING_${index}, value: "${index}"}\n`,
    ).join('');
    const one = `${right}      env:\n${env}`;
    const documents = Array.from({ length: 400 }, (_, index) => one.replace('name: web', `name: web-${index}`));
    const text = documents.join('---\n');
    assert.ok(text.length > 900_000);
    await client.open('big.yaml', text);
    assert.equal(await client.diagnostics('big.yaml', 1), []);
    const at = one.split('\n').length * 300 + 7;
    const version = await client.change('big.yaml', [at, 6, 12, 'restartPolicy: OnFailure']);
    assert.equal(await client.diagnostics('big.yaml', version), [
      `${at}:21-${at}:30 1 kubernetes/init-restart-policy-value`,
    ]);
  }));

test('no Kubernetes, no word', () =>
  session({}, {}, async (client) => {
    await client.open('values.yaml', 'image: {{ .Values.image }}\n');
    await client.open('compose.yaml', 'services: {web: {image: nginx}}\n');
    await client.open('pod.yaml', wrong);
    await client.diagnostics('pod.yaml', 1);
    assert.equal([...client.lines('values.yaml'), ...client.lines('compose.yaml')], []);
  }));

test('a message that is no JSON, then the conversation goes on', () =>
  session({}, {}, async (client) => {
    client.input.write('Content-Length: 9\r\n\r\n{"jsonrpc');
    client.input.write('Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}');
    await client.open('pod.yaml', wrong);
    assert.equal(await client.diagnostics('pod.yaml', 1), found);
  }));

test('an editor that goes away without a word ends the server', async () => {
  const client = new Client({});
  await client.start();
  client.input.end();
  assert.is(await client.ended, 1);
  client.remove();
});

test('exit without shutdown is 1', async () => {
  const client = new Client({});
  await client.start();
  await client.connection.sendNotification('exit');
  assert.is(await client.ended, 1);
  client.remove();
});

test.run();
