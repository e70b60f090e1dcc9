import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from './parse.ts';
import { writeYaml } from './write.ts';

test('comments stand above what they are about', () => {
  const comments = new Map([
    ['/spec/containers/1', 'from a set'],
    ['/metadata/annotations/a~1b', 'a key'],
  ]);
  const value = { metadata: { annotations: { 'a/b': 'c' } }, spec: { containers: [{ name: 'a' }, { name: 'b' }] } };
  assert.is(
    writeYaml(value, comments),
    `metadata:
  annotations:
    # a key
    a/b: c
spec:
  containers:
    - name: a
    # from a set
    - name: b
`,
  );
});

test('words that readers take for something else are quoted', () => {
  const value = { a: 'yes', b: '012', c: '1:30', d: '0o12', e: '', f: '2020-01-01', g: '~', '<<': 'no', y: 'n' };
  const text = writeYaml(value);
  assert.is(text.split('\n').filter((line) => /: [^"]/.test(line)).length, 0, text);
});

test('nothing invisible is written', () => {
  const text = writeYaml({ a: 'x\u001b[31m\ny', '\u202eb': ['\u2028', '\u{e0001}', '\ud800'] });
  assert.not.match(text.replaceAll('\n', ''), /[\p{C}\p{Zl}]/u);
});

test('what is written is read back as the same', () => {
  const leaf = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('on', '1e3', '0x1F', ' a', '- b', '#', 'null', '<<'),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  );
  const { value: values } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.string({ unit: 'binary' }), fc.constant('<<')), tie('value'), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(fc.record({ apiVersion: fc.constant('v1'), kind: fc.constant('Pod'), value: values }), (value) => {
      // Made of JSON by the arbitraries above.
      const plain = JSON.parse(JSON.stringify(value));
      const { documents, problems } = parse({ uri: 'written.yaml', text: writeYaml(plain) });
      assert.equal([problems, documents[0]?.problems], [[], []]);
      assert.equal(JSON.stringify(documents[0]?.value), JSON.stringify(plain));
    }),
    { numRuns: 300 },
  );
});

test.run();
