import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

test("the room's page shows what the command prints", () => {
  const page = readFileSync('src/why/README.md', 'utf8');
  const printed = readFileSync('test-cases/cli/ok-why-event/stdout', 'utf8');
  assert.ok(page.includes(printed), `not on the page:\n${printed}`);
});

test.run();
