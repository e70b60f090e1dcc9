/** The schema of SidecarSetResourceBinding takes the official sample, and refuses what `bindings/binding-grants-nothing` reports. */
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { schemaCompiler } from '../src/engine/schema/index.ts';
import { manifests, parse } from '../src/source/index.ts';
import { sample } from './support/samples.ts';

const schema: object = JSON.parse(readFileSync('schemas/alibaba/sidecarset-resource-binding.json', 'utf8'));
const accepts = schemaCompiler()(schema);

function bindingsIn(uri: string, text: string): unknown[] {
  return manifests(parse({ uri, text }))
    .filter(({ kind }) => kind === 'SidecarSetResourceBinding')
    .map(({ object }) => object);
}

test('the official sample, whose labels are null', () => {
  const { uri, text } = sample('14.8/binding.yaml');
  assert.match(text, /labels:\n/);
  assert.equal(bindingsIn(uri, text).map(accepts), [true]);
});

const folder = 'test-cases/rules/bindings/binding-grants-nothing';
const cases = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !/templated|told/.test(name));

for (const name of cases) {
  test(name, () => {
    const found = bindingsIn(name, readFileSync(`${folder}/${name}`, 'utf8'));
    assert.ok(found.length > 0);
    assert.equal(
      found.map(accepts),
      found.map(() => name.startsWith('ok-')),
    );
  });
}

test('there are cases of both sorts', () => {
  assert.ok(cases.some((name) => name.startsWith('ok-')) && cases.some((name) => name.startsWith('bad-')));
});

test.run();
