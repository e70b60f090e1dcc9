import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { CelError, CelRuntimeError, check, compile, findUnguarded, parseExpression } from './index.ts';
import { library } from './library/index.ts';

const bindings = {
  object: { a: { b: null, list: [1, 'x', null, 2.5], __proto__: null }, constructor: 'own', deep: 'x'.repeat(2000) },
  self: null,
};

function run(text: string): unknown {
  return compile(parseExpression(text)).evaluate(bindings, { steps: 10_000_000 });
}

/** How an expression fails: the stage of a CelError or the kind of a CelRuntimeError. Throws what is neither. */
function failure(text: string): string {
  try {
    run(text);
    return 'none';
  } catch (error) {
    if (error instanceof CelError) return error.stage;
    if (error instanceof CelRuntimeError) return error.kind;
    throw error;
  }
}

const deep: readonly (readonly [string, string])[] = [
  ['parentheses', `${'('.repeat(10_000)}1${')'.repeat(10_000)}`],
  ['lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
  ['sums', Array(10_000).fill('1').join('+')],
  ['fields', `object${'.a'.repeat(10_000)}`],
  ['positions', `object${'[0]'.repeat(10_000)}`],
  ['conditionals', `${'true ? 1 : '.repeat(10_000)}2`],
  ['calls', `${'dyn('.repeat(10_000)}1${')'.repeat(10_000)}`],
];
for (const [what, text] of deep) test(`10,000 nested ${what} are refused`, () => assert.equal(failure(text), 'parse'));

test('long chains of && and || and of signs are fine', () => {
  assert.equal(run(Array(10_000).fill('true').join(' && ')), true);
  assert.equal(run(Array(10_001).fill('false').join(' || ')), false);
  assert.equal(run(`${'!'.repeat(10_001)}true`), false);
});

const costly = [
  'lists.range(1000000000).size()',
  'lists.range(9223372036854775807).size()',
  'lists.range(100000).all(x, lists.range(100000).all(y, x + y >= 0))',
  'lists.range(100000).map(x, x).map(x, x).size()',
  'lists.range(100000).distinct().size()',
  'sets.contains(lists.range(100000), lists.range(100000))',
  "lists.range(1000).map(i, object.deep).join().replace('x', object.deep).size()",
  `${'object.deep'}${".replace('x', object.deep)".repeat(6)}`,
  `lists.range(1)${'.map(x, [x, x, x, x]).flatten()'.repeat(12)}.size()`,
  `[[0]]${'.map(x, x + x)'.repeat(40)}.size()`,
  `'%s'.format([[[0]${'.map(x, [x, x])'.repeat(100)}]])`,
];
for (const text of costly) {
  test(`stopped by its budget: ${text.slice(0, 60)}`, () => assert.equal(failure(text), 'cost-exceeded'));
}

test('sharing cannot make comparison or text explode', () => {
  let shared: unknown = [0];
  let other: unknown = [0];
  for (let level = 0; level < 60; level++)
    [shared, other] = [
      [shared, shared],
      [other, other],
    ];
  for (const text of ['a == b', "'%s'.format([a]) == ''", 'a in [b]', '[a].distinct() == [b]']) {
    const program = compile(parseExpression(text));
    assert.throws(() => program.evaluate({ a: shared, b: other }, { steps: 10_000_000 }), isKind('cost-exceeded'));
  }
});

test('values nested deeper than the stack are an error of the expression', () => {
  let a: unknown = 0;
  let b: unknown = 0;
  for (let level = 0; level < 100_000; level++) [a, b] = [[a], [b]];
  const program = compile(parseExpression('a == b'));
  assert.throws(() => program.evaluate({ a, b }, { steps: 10_000_000 }), isKind('cost-exceeded'));
});

test('a budget of a run is used up over its expressions', () => {
  const program = compile(parseExpression('lists.range(100).all(x, x >= 0)'));
  const budget = { steps: 1500 };
  assert.is(program.evaluate({}, budget), true);
  assert.ok(budget.steps < 1000);
  program.evaluate({}, budget);
  assert.throws(() => program.evaluate({}, budget), isKind('cost-exceeded'));
});

test('regular expressions take linear time', () => {
  const text = 'a'.repeat(30_000);
  const program = compile(
    parseExpression("s.matches('^(a*)*b$') || s.matches('(a|aa)+$x') || s.find('(x+x+)+y') != ''"),
  );
  assert.is(program.evaluate({ s: text }, { steps: 10_000_000 }), false);
  assert.equal(failure("'a'.matches('(a{1000}){1000}')"), 'program');
});

test('checking long chains takes no exponential time', () => {
  const declarations = { variables: { object: 'dyn' }, records: {} };
  const chained = parseExpression(`[1]${'.map(x, x)'.repeat(200)} == [1]`);
  assert.is(check(chained, declarations, { rules: true }), 'bool');
  assert.equal(findUnguarded(chained, declarations), []);
  const doubling = parseExpression(`[1]${'.map(x, {x: x})'.repeat(100)} == []`);
  assert.throws(
    () => check(doubling, declarations),
    (error: unknown) => error instanceof CelError && error.stage === 'check',
  );
});

test('members of prototypes are not there', () => {
  for (const name of ['toString', 'constructor', 'hasOwnProperty', '__proto__']) {
    assert.equal(failure(`object.a.${name}`), 'no-such-key');
    assert.equal(failure(`object.a['${name}']`), 'no-such-key');
    assert.is(run(`has(object.a.${name}) || '${name}' in object.a || object.a.?${name}.hasValue()`), false);
    assert.ok(failure(name) !== 'none');
  }
  assert.is(run('object.constructor'), 'own');
  assert.is(run("{'__proto__': 1}.__proto__ + {'__proto__': 2}['__proto__']"), 3);
  assert.is(run("{'toString': 1} == {'toString': 1} && !('valueOf' in {'toString': 1})"), true);
  assert.equal(failure('object.a.list.length'), 'no-such-overload');
});

function isKind(kind: string): (error: unknown) => boolean {
  return (error) => error instanceof CelRuntimeError && error.kind === kind;
}

const atoms = [
  ...['null', 'true', '0', '-1', '3', '9223372036854775807', '-9223372036854775808', '1u', '18446744073709551615u'],
  ...[
    '0.0',
    '-0.0',
    '1.5',
    '1e300',
    '(0.0 / 0.0)',
    '(1.0 / 0.0)',
    "''",
    "'a'",
    "'1'",
    "'é🚀'",
    "b'a'",
    "'(['",
    "'UTC'",
  ],
  ...[
    "'%s %d %.2f'",
    "'1Gi'",
    "'10.0.0.0/8'",
    "'::1'",
    "'1.2.3'",
    "'https://a.b/?c=d'",
    "'2024-01-01T00:00:00Z'",
    "'1h'",
  ],
  ...['[]', '[1, 2]', "['a']", '[null]', '{}', "{'a': 1}", '{1: 2}', 'object', 'object.a', 'object.a.list', 'self'],
  ...[
    'optional.none()',
    'optional.of(1)',
    "quantity('1Gi')",
    "duration('1s')",
    "timestamp('2024-01-01T00:00:00Z')",
    'int',
  ],
  ...[
    "ip('::1')",
    "cidr('10.0.0.0/8')",
    "semver('1.2.3')",
    "url('https://a.b/?c=d')",
    'format.uri()',
    'timestamp(253402300799)',
  ],
];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom(...atoms).map((atom) => (atom.startsWith('-') ? atom : `dyn(${atom})`)),
    fc
      .tuple(tie('expression'), fc.constantFrom(...'+ - * / % == != < <= > >= in && ||'.split(' ')), tie('expression'))
      .map((parts) => `(${parts.join(' ')})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('.a', '.?a', "['a']", '[0]', '[?0]', '[?1.5]'))
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('all', 'exists', 'exists_one', 'map', 'filter', 'sortBy'),
        tie('expression'),
        tie('expression'),
      )
      .map(([name, list, body]) => `${list}.${name}(x, ${body} == x)`),
    fc
      .tuple(fc.constantFrom(...library.names()), fc.array(tie('expression'), { maxLength: 3 }), fc.boolean())
      .map(([name, args, isMethod]) => {
        const [target, ...rest] = args;
        return isMethod && target !== undefined
          ? `${target}.${name}(${rest.join(', ')})`
          : `${name}(${args.join(', ')})`;
      }),
  ),
}));

test('whatever is evaluated, only CelError and CelRuntimeError are thrown', () => {
  fc.assert(
    fc.property(expression, (text) => typeof failure(text) === 'string'),
    { numRuns: 4000 },
  );
});

test('every function fails properly on arguments of every kind', () => {
  const values = atoms.map(run);
  const few = values.slice(0, 14);
  for (const name of library.names()) {
    for (const { signature } of library.overloads(name)) {
      const names = ['a', 'b', 'c'].slice(0, signature.params.length);
      const [target, ...rest] = names;
      const text = signature.isMethod ? `${target}.${name}(${rest.join(', ')})` : `${name}(${names.join(', ')})`;
      const program = compile(parseExpression(text));
      for (const a of values) {
        for (const b of names.length > 1 ? values : [null]) {
          for (const c of names.length > 2 ? few : [null]) {
            try {
              program.evaluate({ a, b, c }, { steps: 10_000_000 });
            } catch (error) {
              if (!(error instanceof CelRuntimeError)) throw new Error(`${text} threw ${error}`);
            }
          }
        }
      }
    }
  }
});

test('whatever is read, only CelError is thrown', () => {
  const piece = fc.constantFrom(
    ...'( ) [ ] { } . , : ? ! - + a in true "x" \'\\x\' 1 0x 1u .5 // && || == has all r""" \n $ é'.split(' '),
    ' ',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (text) => {
        try {
          parseExpression(text);
        } catch (error) {
          if (!(error instanceof CelError)) throw error;
          return error.start >= 0 && error.end <= text.length && error.start <= error.end;
        }
        return true;
      },
    ),
    { numRuns: 3000 },
  );
});

test.run();
