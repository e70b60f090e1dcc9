/** Server texts in the shapes a paste gives them: coloured, wrapped, quoted by logs, several at once. What they say stays the same. */
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Says, why } from '../../src/why/index.ts';

interface Case {
  id: string;
  text: string;
  expect: Says[];
}

const cases = readFileSync('test-cases/conformance/messages-sample/cases.jsonl', 'utf8')
  .trimEnd()
  .split('\n')
  // Recorded data of a known form.
  .map((line) => JSON.parse(line) as Case);

const logged = (text: string): string => JSON.stringify({ level: 'error', error: text });

const forms: Record<string, (text: string) => string> = {
  'with terminal colours': (text) => `\u001b[31;1m${text.replaceAll(': ', ':\u001b[0m ')}\u001b[0m`,
  'in a JSON log': logged,
  'in a JSON log inside a JSON log': (text) => logged(logged(text)),
  'in logfmt': (text) => `time="2026-01-02" level=error msg="apply failed" err=${JSON.stringify(text)} kind=pod`,
  'after a log prefix': (text) => `E0102 03:04:05.678901       1 controller.go:100] ${text}`,
  'with CRLF': (text) => `${text.replaceAll('\n', '\r\n')}\r\n`,
  'quoted by a mail': (text) => text.replaceAll(/^/gm, '> '),
  'with typographic quotes': (text) => text.replaceAll(/"([^"]*)"/g, '“$1”'),
  'from a web page': (text) => text.replaceAll('"', '&quot;'),
  'wrapped at words': (text) => wrapWords(text, 72),
  'indented and wrapped at words': (text) => wrapWords(text, 60).replaceAll('\n', '\n        '),
  'cut by a terminal': (text) => text.replaceAll(/(.{80})(?=.)/g, '$1\n'),
};

function wrapWords(text: string, width: number): string {
  let column = 0;
  return text.replaceAll(/\S+|\s+/g, (part) => {
    column += part.length;
    if (column <= width || part.trim() !== '') return part;
    column = 0;
    return '\n';
  });
}

for (const [name, form] of Object.entries(forms)) {
  test(`a server's text ${name}`, () => {
    for (const { id, text, expect } of cases) assert.equal(why(form(text)).says, expect, `${id}: ${form(text)}`);
  });
}

test('several texts in one paste', () => {
  for (const [index, { text, expect }] of cases.entries()) {
    const other = cases[(index * 7 + 1) % cases.length];
    const both = why(`$ kubectl apply -f .\n${text}\n${other?.text}\n`).says;
    assert.equal(both, [...expect, ...(other?.expect ?? [])]);
  }
});

test.run();
