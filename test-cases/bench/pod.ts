import { readFileSync } from 'node:fs';
import { lintObject } from '../../src/lint.ts';
import { isObject, type JsonObject } from '../../src/model/index.ts';
import { createPolicy } from '../../src/policy/index.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import { rounds } from './rounds.ts';

/** All rules over one workload of three containers, on one target and on the eleven minors. */
export async function pod(): Promise<string[]> {
  const uri = 'test-cases/examples/right.yaml';
  const object: JsonObject | undefined = manifests(parse({ uri, text: readFileSync(uri, 'utf8') }))[0]?.object;
  if (!isObject(object)) throw new Error(`${uri} holds no object`);
  const policy = createPolicy();
  const [one, all] = [parseTargets('1.34'), parseTargets('1.27..1.37')];
  const runs = 200;
  const times = await rounds(15, {
    one: () => repeat(runs, () => lintObject(object, { policy, targets: one })),
    all: () => repeat(runs, () => lintObject(object, { policy, targets: all })),
  });
  const each = (time: number | undefined): string => (((time ?? Number.NaN) / runs) * 1000).toFixed(0);
  return [
    `all ${policy.rules.length} rules, one pod of three containers: ${each(times.one)} µs on one target, ${each(times.all)} µs on eleven`,
  ];
}

function repeat(count: number, run: () => unknown): void {
  for (let index = 0; index < count; index++) run();
}
