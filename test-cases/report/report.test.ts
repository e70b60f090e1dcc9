import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Report } from '../../src/model/index.ts';
import { formatGithub, formatJson, formatSarif, formatText, type RuleHelp } from '../../src/report/index.ts';
import { golden } from '../support/golden.ts';
import { sarifSchema } from './sarif-schema.ts';

/** A case is a folder: a hand-made report, the files it is about, and what each format makes of it. */
const root = 'test-cases/report';
const cases = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
const validReport = ajv.compile(readJson('schemas/report.schema.json') as object);
const validSarif = ajv.compile(sarifSchema);

const rules: RuleHelp[] = [
  {
    id: 'kubernetes/init-container-restart-policy',
    severity: 'error',
    summary: 'Disallow restart policies on init containers other than Always',
    why: 'Only Always makes an init container a sidecar.\nAnything else is refused, or ends with its first run.\n',
    fix: 'Write `restartPolicy: Always`.\n',
    references: ['https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/'],
  },
];
const tool = { name: 'sidecarlint', version: '1.2.3', homepage: 'https://example.org/sidecarlint' };

for (const { name } of cases) {
  const folder = `${root}/${name}`;
  // Written by hand in the shape of the schema, which the next line of the test proves.
  const report = readJson(`${folder}/report.json`) as Report;
  const sources = new Map(
    readdirSync(folder)
      .filter((file) => /\.(yaml|json)$/.test(file) && !/^(report|sarif)\.json$/.test(file))
      .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
  );

  test(`${name}: json is the report itself and valid`, () => {
    const text = formatJson(report);
    assert.equal(JSON.parse(text), report);
    assert.ok(validReport(JSON.parse(text)), ajv.errorsText(validReport.errors));
    assertPrintable(text);
  });

  test(`${name}: text`, () => {
    const text = formatText(report, { sources, color: false, quiet: false });
    assertPrintable(text);
    golden(`${folder}/text`, text);
    const colored = formatText(report, { sources, color: true, quiet: false });
    const start = String.fromCharCode(27);
    assert.is(colored.replaceAll(new RegExp(`${start}\\[\\d+m`, 'g'), ''), text, 'colours change nothing but colour');
  });

  test(`${name}: github`, () => {
    const text = formatGithub(report, { quiet: false });
    assertPrintable(text);
    golden(`${folder}/github`, text);
  });

  test(`${name}: sarif`, () => {
    const text = formatSarif(report, { rules, tool });
    assertPrintable(text);
    assert.ok(validSarif(JSON.parse(text)), ajv.errorsText(validSarif.errors));
    golden(`${folder}/sarif.json`, text);
  });
}

test('quiet shows errors and nothing else', () => {
  const report = readJson(`${root}/places/report.json`) as Report;
  const errors = report.findings.filter((finding) => finding.severity === 'error').length;
  const text = formatText(report, { sources: new Map(), color: false, quiet: true });
  assert.is(text.split('\n').filter((line) => /^\S/.test(line)).length, errors);
  assert.is(formatGithub(report, { quiet: true }).split('\n').length - 1, errors);
});

test('equal findings get distinct SARIF fingerprints, more than GitHub takes are counted', () => {
  const report = readJson(`${root}/bands/report.json`) as Report;
  const [finding] = report.findings;
  assert.ok(finding);
  const many = { ...report, findings: Array.from({ length: 25_001 }, () => finding) };
  const log = JSON.parse(formatSarif(many, { rules, tool }));
  const prints = new Set<string>();
  for (const result of log.runs[0].results) prints.add(result.partialFingerprints.primaryLocationLineHash);
  assert.is(prints.size, 25_000);
  assert.match(log.runs[0].invocations[0].toolExecutionNotifications[0].message.text, /^1 findings? of lower severity/);
});

test('a frame in a line of ten million characters costs no more than a short one', () => {
  const report = readJson(`${root}/bands/report.json`) as Report;
  const [finding] = report.findings;
  assert.ok(finding);
  const line = 'x'.repeat(10_000_000);
  const range = { start: { line: 0, column: 5_000_000 }, end: { line: 0, column: 5_000_005 } };
  const findings = Array.from({ length: 1000 }, () => ({
    ...finding,
    location: { uri: 'a.json', pointer: '', range },
  }));
  const begin = performance.now();
  formatText({ ...report, findings }, { sources: new Map([['a.json', line]]), color: false, quiet: false });
  assert.ok(performance.now() - begin < 1000);
});

/** Only line breaks and printable characters: what a terminal would act on must be written out. */
function assertPrintable(text: string): void {
  assert.not.match(text, /[\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
  assert.not.match(text.replaceAll('\n', ''), /\p{Cc}/u);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

test.run();
