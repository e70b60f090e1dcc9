/** Rule files and configurations while they are written: what is wrong with the text in the editor, not with the file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Client } from './client.ts';

const rule = (more: string): string => `id: own/no-latest
severity: warning
outcome: risk
summary: Disallow images without a version
why: Nobody knows what runs.
fix: Name a version.
select: containers
${more}
`;
const good = rule("validations:\n  - expression: self.image != 'x:latest'\n    message: latest");
const bad = rule("validations:\n  - expression: self.imago != ''\n    message: latest");
const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec: {containers: [{name: web, image: "x:latest"}]}
`;
const config = { 'policy.config.yaml': 'rulePaths: [checks]\n' };
const name = 'checks/own/no-latest.yaml';

async function session(files: Record<string, string>, talk: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(files);
  try {
    await client.start({ settings: { target: '1.33' } });
    await client.open('pod.yaml', pod);
    await talk(client);
    assert.is(await client.stop(), 0);
  } finally {
    client.remove();
  }
}

const messages = (client: Client, file: string): string[] =>
  (client.shown.get(client.uri(file))?.diagnostics ?? []).map(({ message }) => String(message));
const speaks = (client: Client): boolean => client.lines('pod.yaml').some((line) => line.includes('own/no-latest'));

test('a rule that is being written: its faults, at their places, and gone when they are', () =>
  session({ ...config, [name]: good }, async (client) => {
    await client.until(() => speaks(client), 'the rule on disk');
    await client.open(name, bad);
    await client.until(() => messages(client, name).length === 1, 'the text in the editor is wrong');
    assert.equal(client.lines(name), ['8:21-8:26 1 undefined']);
    assert.match(messages(client, name)[0] ?? '', /imago/);
    await client.change(name, 'id: own/no-latest\nselect: [');
    await client.until(() => !(messages(client, name)[0] ?? 'imago').includes('imago'), 'text that is no YAML');
    assert.is(messages(client, name).length > 0, true);
    await client.change(name, good);
    await client.until(() => messages(client, name).length === 0, 'put right');
    assert.ok(speaks(client), 'what holds is the file');
  }));

test('closing without saving: the file counts again', () =>
  session({ ...config, [name]: bad }, async (client) => {
    await client.until(() => messages(client, name).length === 1, 'the file is wrong');
    await client.open(name, good);
    await client.until(() => messages(client, name).length === 0, 'the text is right');
    await client.close(name);
    await client.until(() => messages(client, name).length === 1, 'the file is still wrong');
  }));

test('what is valid takes effect when it is saved', () =>
  session({ ...config, [name]: rule('validations:\n  - {expression: "true", message: never}') }, async (client) => {
    await client.open(name, good);
    await client.change(name, good.replace('warning', 'error'));
    assert.not(speaks(client));
    client.write(name, good.replace('warning', 'error'));
    await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: client.uri(name) } });
    await client.until(() => speaks(client), 'it speaks');
  }));

test('a configuration that is being written', () =>
  session({ 'policy.config.yaml': 'failOn: error\n' }, async (client) => {
    await client.open('policy.config.yaml', 'failOn: fatal\nseverities:\n  jobs/nonsense: info\n');
    await client.until(() => messages(client, 'policy.config.yaml').length > 0, 'wrong value');
    assert.equal(client.lines('policy.config.yaml'), ['0:8-0:13 1 undefined']);
    const at = client.lines('policy.config.yaml');
    await client.change('policy.config.yaml', 'failOn: error\nseverities:\n  jobs/nonsense: info\n');
    await client.until(() => client.lines('policy.config.yaml').join() !== at.join(), 'the next fault');
    assert.equal(client.lines('policy.config.yaml'), ['2:2-2:15 1 undefined']);
    await client.change('policy.config.yaml', '{}\n');
    await client.until(() => messages(client, 'policy.config.yaml').length === 0, 'put right');
  }));

test('a program is run when its file is read, never because of what is typed', () =>
  session(
    {
      'policy.config.mjs': `import { appendFileSync } from 'node:fs';
appendFileSync(new URL('runs', import.meta.url), 'x');
export default { rulePaths: ['checks'] };
`,
      [name]: good,
    },
    async (client) => {
      await client.until(() => speaks(client), 'the rule on disk');
      const runs = (): string => readFileSync(join(client.root, 'runs'), 'utf8');
      const before = runs();
      const typed =
        "import { writeFileSync } from 'node:fs';\nwriteFileSync(new URL('typed', import.meta.url), 'x');\n";
      await client.open('policy.config.mjs', typed);
      await client.change('policy.config.mjs', `${typed}export default {};\n`);
      await client.open(name, bad);
      await client.until(() => messages(client, name).length === 1, 'the rule is wrong');
      await client.change(name, good);
      await client.until(() => messages(client, name).length === 0, 'the rule is right');
      assert.is(runs(), before);
      assert.not(existsSync(join(client.root, 'typed')));
    },
  ));

test.run();
