import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { admitSources } from '../../src/admit-sources.ts';
import type { AdmissionReport } from '../../src/model/index.ts';
import { formatAdmission, formatAdmissionJson } from '../../src/report/index.ts';
import { parseTargets } from '../../src/target/index.ts';

const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
ajv.addSchema(readJson('schemas/report.schema.json'));
const valid = ajv.compile(readJson('schemas/admission.schema.json'));

function readJson(file: string): object {
  // The schemas of this project are objects.
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

const sources = readdirSync('test-cases/cli/finds-admit/files').map((uri) => ({
  uri,
  text: readFileSync(`test-cases/cli/finds-admit/files/${uri}`, 'utf8'),
}));

function reports(): AdmissionReport[] {
  const targets = parseTargets('1.27..1.37');
  const wrong = { uri: 'readme.md', status: 'skipped', reason: 'Markdown', documents: 0, skips: [] } as const;
  return [
    admitSources(sources, { targets, broken: [{ ...wrong, skips: [] }] }),
    admitSources(sources, { targets, fieldValidation: 'Warn', stored: [], subresource: 'resize' }),
    admitSources([], {}),
  ];
}

test('json is valid, and says all that the report says', () => {
  for (const report of reports()) {
    const text = formatAdmissionJson(report);
    assert.ok(valid(JSON.parse(text)), ajv.errorsText(valid.errors));
    assert.equal(JSON.parse(text), JSON.parse(JSON.stringify(report)));
  }
});

test('every target is in one band of every object', () => {
  for (const { objects, targets } of reports()) {
    for (const { bands } of objects) assert.equal(bands.flatMap((band) => band.targets).sort(), [...targets].sort());
  }
});

test('colours change nothing but colour; nothing of a manifest acts on the terminal', () => {
  const control = String.fromCharCode(27);
  const hostile = `{"apiVersion":"v1","kind":"Pod","metadata":{"name":"${control}[2J","\u202e":1},"spec":{"${control}c":1}}`;
  const report = admitSources([...sources, { uri: `${control}.json`, text: hostile }], {});
  const plain = formatAdmission(report, { color: false });
  assert.not.match(plain.replaceAll('\n', ''), /[\p{Cc}\u202e]/u);
  const colored = formatAdmission(report, { color: true });
  assert.is(colored.replaceAll(new RegExp(`${control}\\[\\d+m`, 'g'), ''), plain);
});

test.run();
