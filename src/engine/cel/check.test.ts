import { test } from 'uvu';
import * as assert from 'uvu/assert';
import {
  CelError,
  CelRuntimeError,
  check,
  compile,
  type Declarations,
  type FunctionDeclaration,
  parseExpression,
} from './index.ts';

const atLeast: FunctionDeclaration = {
  name: 'atLeast',
  receiver: 'Target',
  params: ['string'],
  result: 'bool',
  checkLiteral: (text: string) => (/^1\.\d+$/.test(text) ? '' : `'${text}' is not a version`),
  call: (target: { minor: number }, text: string) => target.minor >= Number(text.slice(2)),
};
const declarations: Declarations = {
  variables: { self: 'Container', object: 'dyn', target: 'Target', names: 'list(string)' },
  records: {
    Container: { name: 'string', role: 'Role', ports: 'list(Port)', values: 'map(string)', raw: 'dyn' },
    Role: { isHelper: 'bool' },
    Port: { number: 'int' },
    Target: { gates: 'Gates' },
    Gates: { SidecarContainers: 'bool' },
  },
  functions: [atLeast],
};

const types: readonly (readonly [string, string])[] = [
  ['self.role.isHelper', 'bool'],
  ['self.name + "x"', 'string'],
  ['self.ports.map(p, p.number)', 'list(int)'],
  ['self.ports.filter(p, p.number > 80)', 'list(Port)'],
  ['self.values', 'map(string, string)'],
  ['self.raw.anything', 'dyn'],
  ['object.?spec', 'optional_type(dyn)'],
  ["target.gates.SidecarContainers && target.atLeast('1.28')", 'bool'],
  ['self.ports.exists(a, self.ports.exists(b, a != b))', 'bool'],
];
for (const [text, type] of types) {
  test(`${text} is a ${type}`, () => assert.is(check(parseExpression(text), declarations, { rules: true }), type));
}

/** Expression, the part that is marked, message. */
const refused: readonly (readonly [string, string, string])[] = [
  ['self.rol.isHelper', 'rol', "no member 'rol' in Container; did you mean 'role'?"],
  ['has(self.rolle)', 'rolle', "no member 'rolle' in Container; did you mean 'role'?"],
  ['slef.name', 'slef', "there is no variable 'slef'; did you mean 'self'?"],
  ['target.minor >= 1.28', 'minor', "no member 'minor' in Target"],
  [
    'target.gates.SidecarContainer',
    'SidecarContainer',
    "no member 'SidecarContainer' in Gates; did you mean 'SidecarContainers'?",
  ],
  ["target.atLeast('28')", "'28'", "'28' is not a version"],
  ['target.atLeast(self.name)', 'self.name', 'atLeast() takes literals only'],
  ['target.atLeest("1.28")', 'target.atLeest("1.28")', "there is no method 'atLeest'; did you mean 'atLeast'?"],
  ["1 + 'a'", "1 + 'a'", "no '+' for (int, string)"],
  ['self.name && true', 'self.name', 'a bool is wanted here, found string'],
  [
    'self.name.matches(self.raw.pattern)',
    'self.raw.pattern',
    'matches() takes a literal pattern in rules, not a computed one',
  ],
  ["self.name.matches('a' + 'b')", "'a' + 'b'", 'matches() takes a literal pattern in rules, not a computed one'],
  ['names.all(a, names.all(b, names.all(c, a == b)))', 'names.all(c, a == b)', 'macros nest at most 2 deep in rules'],
  [
    'lists.range(5000).all(a, lists.range(5000).all(b, a == b))',
    'lists.range(5000).all(a, lists.range(5000).all(b, a == b))',
    'the expression may cost 2.0e+8, at most 1000000 are allowed',
  ],
  ['self.name.all(x, true)', 'self.name', 'all walks lists and maps, not a string'],
  ["duration('1d') == duration('1h')", "'1d'", "'1d' is not a duration, such as 1h30m"],
  ["'%d'.format([self.name])", 'self.name', '%d cannot write a string'],
  ['[1, object]', 'object', 'a literal holds values of one type, found int and dyn'],
];
for (const [text, part, message] of refused) {
  test(`refused: ${text}`, () => {
    const error = thrown(() => check(parseExpression(text), declarations, { rules: true }));
    assert.instance(error, CelError);
    if (!(error instanceof CelError)) return;
    assert.equal([error.stage, error.message.replace(/2\.\de\+8/, '2.0e+8')], ['check', message]);
    assert.is(text.slice(error.start, error.end), part);
  });
}

test('outside of rules patterns may be computed and macros nest freely', () => {
  for (const text of ["self.name.matches('a' + 'b')", 'names.all(a, names.all(b, names.all(c, a == b)))']) {
    assert.is(check(parseExpression(text), declarations), 'bool');
  }
});

const notParsed: readonly (readonly [string, string, string])[] = [
  ['self.', '', 'found the end, wanted the name of a field'],
  ['1 +* 2', '*', "found '*', wanted a value"],
  ["'abc", "'abc", "the string that starts here has no closing '"],
  ['a.matches("\\d")', '\\d', "'\\d' is no escape sequence; write \\\\ for a backslash"],
  ['if == 1', 'if', "'if' is reserved in CEL and cannot be a name"],
  ['has(self)', 'has(self)', 'has() takes a field, as in has(a.b)'],
  ['a # b', '#', "'#' has no meaning in CEL"],
];
for (const [text, part, message] of notParsed) {
  test(`not read: ${text}`, () => {
    const error = thrown(() => parseExpression(text));
    assert.ok(error instanceof CelError);
    assert.equal([error.message, text.slice(error.start, error.end)], [message, part]);
  });
}

test('an error of evaluation marks the part that failed', () => {
  const text = "true && object.spec['x'] + 1 > 2";
  const error = thrown(() => compile(parseExpression(text)).evaluate({ object: { spec: { y: 1 } } }, { steps: 1000 }));
  assert.ok(error instanceof CelRuntimeError);
  assert.equal([error.kind, text.slice(error.start, error.end)], ['no-such-key', "object.spec['x']"]);
});

test('functions of the host are called with the receiver first', () => {
  const program = compile(parseExpression("target.atLeast('1.28') && !target.atLeast('1.33')"), [atLeast]);
  assert.is(program.evaluate({ target: { minor: 30 } }, { steps: 1000 }), true);
});

function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

test.run();
