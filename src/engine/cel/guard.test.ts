import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Declarations, findUnguarded, parseExpression } from './index.ts';

const declarations: Declarations = {
  variables: { object: 'dyn', oldObject: 'dyn', self: 'Container' },
  records: {
    Container: { name: 'string', raw: 'dyn', values: 'map(string)', ports: 'list(Port)' },
    Port: { number: 'int' },
  },
};

function messages(text: string, ...assumed: string[]): string[] {
  return findUnguarded(parseExpression(text), declarations, assumed.map(parseExpression)).map(({ message }) => message);
}

const guarded: readonly (readonly [string, ...string[]])[] = [
  ["object.kind == 'Pod' && object.apiVersion == 'v1'"],
  ['self.ports.exists(p, p.number == 80) && self.name.size() > 0'],
  ['has(object.spec) && has(object.spec.replicas) && object.spec.replicas > 1'],
  ['!has(object.spec) || !has(object.spec.replicas) || object.spec.replicas > 1'],
  ['has(object.spec) && has(object.spec.replicas) ? object.spec.replicas > 1 : true'],
  ['object.?spec.?replicas.orValue(1) > 1'],
  ['object.?spec.replicas.orValue(1) > 1'],
  ['object[?"spec"].replicas.orValue(1) > 1'],
  ["'spec' in object && object.spec != null"],
  ['object.?spec.?replicas.hasValue() && object.spec.replicas > 1'],
  ['has(self.raw.env) && self.raw.env.all(e, has(e.value) && e.value != "")'],
  ['has(self.raw.env) && self.raw.env.filter(e, has(e.value)).all(e, e.value != "")'],
  ['has(self.raw.env) && self.raw.env.map(e, has(e.value), e.value).size() > 0'],
  ['has(self.raw.limits) && self.raw.limits.all(k, self.raw.limits[k] != "")'],
  ['has(self.raw.env) && size(self.raw.env) > 0 && self.raw.env[0] != null'],
  ["has(self.values.MODE) && self.values.MODE == 'x'"],
  ["'MODE' in self.values && self.values['MODE'] == 'x'"],
  ['object.spec.replicas > 1', 'has(object.spec)', 'has(object.spec.replicas)'],
  ['object.spec.replicas > 1', '!(!has(object.spec) || !has(object.spec.replicas))'],
];
for (const [text, ...assumed] of guarded) test(`guarded: ${text}`, () => assert.equal(messages(text, ...assumed), []));

const unguarded: readonly (readonly [string, string])[] = [
  [
    'object.spec.replicas > 1',
    'object.spec may be absent: guard it with has(object.spec) && has(object.spec.replicas), or write object.?spec.?replicas.orValue(…)',
  ],
  [
    'has(object.spec) && object.spec.replicas > 1',
    'object.spec.replicas may be absent: guard it with has(object.spec.replicas), or write object.spec.?replicas.orValue(…)',
  ],
  [
    'has(object.spec.replicas)',
    'object.spec may be absent: guard it with has(object.spec), or write object.?spec.orValue(…)',
  ],
  [
    'object.spec.replicas > 1 && has(object.spec) && has(object.spec.replicas)',
    'object.spec may be absent: guard it with has(object.spec) && has(object.spec.replicas), or write object.?spec.?replicas.orValue(…)',
  ],
  [
    'has(object.a) || object.a == 1',
    'object.a may be absent: guard it with has(object.a), or write object.?a.orValue(…)',
  ],
  [
    'has(self.raw.env) && self.raw.env.all(e, e.value != "")',
    'e.value may be absent: guard it with has(e.value), or write e.?value.orValue(…)',
  ],
  [
    'has(self.raw.env) && self.raw.env[0] != null',
    'self.raw.env[0] may be absent: guard it with size(self.raw.env) > 0, or write self.raw.env[?0].orValue(…)',
  ],
  [
    "self.values['MODE'] == 'x'",
    "self.values['MODE'] may be absent: guard it with 'MODE' in self.values, or write self.values[?'MODE'].orValue(…)",
  ],
  [
    'has(self.raw.a) && self.raw.a.all(x, has(x.n)) && self.raw.a.all(x, x.n > 0)',
    'x.n may be absent: guard it with has(x.n), or write x.?n.orValue(…)',
  ],
];
for (const [text, message] of unguarded) test(`unguarded: ${text}`, () => assert.equal(messages(text), [message]));

test('a place is where the missing path stands', () => {
  const [found] = findUnguarded(parseExpression('true && object.spec == null'), declarations);
  assert.equal([found?.start, found?.end], [8, 19]);
});

test.run();
