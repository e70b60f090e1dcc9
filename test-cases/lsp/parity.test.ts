/** The editor is told what the command line says of the same files. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Diagnostic, DocumentDiagnosticReport } from 'vscode-languageserver';
import { run } from '../../src/cli/index.ts';
import type { Finding, Report } from '../../src/model/index.ts';
import { docsUrl } from '../../src/product.ts';
import { Client } from './client.ts';

const root = '../shared/corpus';
const count = 320;
const target = '1.28,1.33';

async function commandLine(cwd: string): Promise<Report> {
  let text = '';
  const write = (part: string): void => {
    text += part;
  };
  const nothing = { write: () => undefined, isTTY: false };
  await run(['lint', '--format', 'json', '--target', target], {
    stdout: { write, isTTY: false },
    stderr: nothing,
    // No operand is `-`.
    stdin: Readable.from([]),
    cwd,
    env: {},
    now: Date.now,
    program: 'sidecarlint',
    product: { name: 'sidecarlint', version: '', homepage: '', issues: '' },
    docsUrl,
    serve: () => Promise.resolve(''),
    lsp: () => Promise.resolve(0),
  });
  // The form of the report is proven elsewhere.
  return JSON.parse(text) as Report;
}

const severities = ['', 'error', 'warning', 'info'];
const nowhere = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

function told({ range, severity, code, codeDescription, message, relatedInformation = [] }: Diagnostic, base: string) {
  const place = ({ start, end }: Diagnostic['range']): string =>
    `${start.line}:${start.character}-${end.line}:${end.character}`;
  const related = relatedInformation.map(
    (entry) => `${decodeURI(entry.location.uri.slice(base.length))} ${place(entry.location.range)} ${entry.message}`,
  );
  return [place(range), severities[severity ?? 0], code, codeDescription?.href, message, ...related];
}

function said({ location, severity, ruleId, docsUrl, message, related }: Finding) {
  const place = ({ start, end } = nowhere): string => `${start.line}:${start.column}-${end.line}:${end.column}`;
  const more = related.map((entry) => `${entry.location.uri} ${place(entry.location.range)} ${entry.message}`);
  return [place(location.range), severity, ruleId, docsUrl, message, ...more];
}

async function asked(client: Client, name: string): Promise<Diagnostic[]> {
  const textDocument = { uri: client.uri(name) };
  const answer: DocumentDiagnosticReport = await client.connection.sendRequest('textDocument/diagnostic', {
    textDocument,
  });
  return answer.kind === 'full' ? answer.items : [];
}

if (!existsSync(root)) console.log(`skipped: ${root} is absent, the editor is not compared with the command line`);
else {
  test(`${count} real files in one workspace`, async () => {
    const all = globSync('**/*.{yaml,yml,json}', { cwd: root }).sort();
    const step = Math.floor(all.length / count);
    const names = all.filter((_, index) => index % step === 0).slice(0, count);
    assert.is(names.length, count);
    const client = new Client(Object.fromEntries(names.map((name) => [name, readFileSync(join(root, name), 'utf8')])));
    try {
      await client.start({
        settings: { target },
        capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
      });
      const report = await commandLine(client.root);
      let findings = 0;
      for (const name of names) {
        await client.open(name, readFileSync(join(root, name), 'utf8'));
        const wanted = report.findings.filter(({ location }) => location.uri === name).map(said);
        findings += wanted.length;
        const ask = async () => (await asked(client, name)).map((item) => told(item, `${client.uri('')}/`));
        let answer = await ask();
        // On a busy machine the first answer may come before every other file was judged; the client is then told to ask again.
        for (let tries = 0; tries < 20 && JSON.stringify(answer) !== JSON.stringify(wanted); tries++) {
          await sleep(500);
          answer = await ask();
        }
        assert.equal(answer, wanted, name);
      }
      assert.ok(findings > 200, `only ${findings} findings compared`);
      assert.is(await client.stop(), 0);
    } finally {
      client.remove();
    }
  });
}

test.run();
