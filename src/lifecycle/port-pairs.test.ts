import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { always, facts } from '../../test-cases/support/pod-facts.ts';
import type { JsonObject } from '../model/index.ts';

const with_ = (name: string, ...ports: JsonObject[]): JsonObject => ({ name, image: 'acme/x', ports });

function pairs(initContainers: JsonObject[], containers: JsonObject[]): string[] {
  return facts({ initContainers, containers }).portPairs.map(({ self, places }) => {
    const shared = [self.sameNumber && 'number', self.sameHostPort && 'hostPort', self.sameName && 'name'];
    const at = self.sameNumber || self.sameHostPort ? places?.second : places?.name;
    return `${self.first.name} ${self.second.name} ${shared.filter(Boolean).join()} ${at?.pointer}`;
  });
}

test('containers that live together', () => {
  const port = { containerPort: 80 };
  assert.equal(pairs([{ ...with_('s', port), ...always }], [with_('m', port)]), [
    's m number /spec/containers/0/ports/0/containerPort',
  ]);
  assert.equal(pairs([with_('i', port)], [with_('m', port)]), [], 'a plain init container has ended');
  assert.is(pairs([{ ...with_('s', port), ...always }, with_('i', port)], [with_('m')]).length, 1);
  assert.is(pairs([with_('i', port), { ...with_('s', port), ...always }], [with_('m')]).length, 0);
});

test('protocol, host addresses and names', () => {
  assert.equal(pairs([], [with_('a', { containerPort: 53 }), with_('b', { containerPort: 53, protocol: 'UDP' })]), []);
  const host = (hostIP: string): JsonObject => ({ containerPort: 1, hostPort: 80, hostIP });
  assert.equal(pairs([], [with_('a', host('192.0.2.1')), with_('b', host('192.0.2.2'))]), []);
  assert.equal(pairs([], [with_('a', host('192.0.2.1')), with_('b', host('0.0.0.0'))]), [
    'a b number,hostPort /spec/containers/1/ports/0/hostPort',
  ]);
  const named = (containerPort: number): JsonObject => ({ name: 'http', containerPort });
  assert.equal(pairs([{ ...with_('s', named(1)), ...always }], [with_('m', named(2)), with_('n', named(3))]), [
    's m name /spec/initContainers/0/ports/0/name',
    'm n name /spec/containers/1/ports/0/name',
  ]);
});

test.run();
