import { test } from 'uvu';
import * as assert from 'uvu/assert';
import catalogue from './catalogue.json' with { type: 'json' };
import { requiredText } from './literal.ts';

for (const [pattern, text] of [
  ['(^|/)istio/proxyv2$', 'istio/proxyv2'],
  ['^.*-nanny$', '-nanny'],
  ['(^|/)agentgateway(/agentgateway)?$', 'agentgateway'],
  ['colou?r-picker', 'r-picker'],
  ['a|b', ''],
  ['(?i)abc', ''],
  ['[a-z]+', ''],
  ['x{0,2}yz', 'yz'],
  ['\\bagent\\.example\\b', 'agent.example'],
  ['[]a]bc', 'bc'],
] as const) {
  test(`${pattern} needs '${text}'`, () => {
    assert.is(requiredText(pattern), text);
  });
}

test('a text without it is never matched by a pattern of the catalogue', () => {
  const patterns = catalogue.flatMap((entry) => [...(entry.images ?? []), ...(entry.names ?? [])]);
  const texts = [...new Set(patterns.map((pattern) => requiredText(pattern)))].flatMap((text) => [
    text,
    text.slice(1),
    `x${text}y`,
    `${text}:1`,
  ]);
  assert.ok(patterns.filter((pattern) => requiredText(pattern) !== '').length > patterns.length * 0.9);
  for (const pattern of patterns) {
    const needed = requiredText(pattern);
    const expression = new RegExp(pattern);
    for (const text of texts) if (expression.test(text)) assert.ok(text.includes(needed), `${pattern} on ${text}`);
  }
});

test.run();
