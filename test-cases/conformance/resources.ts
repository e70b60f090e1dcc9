/** Effective requests, limits and QoS against what the helpers of each Kubernetes release compute. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { podNeeds } from '../../src/lifecycle/index.ts';
import { isObject, type JsonObject, listAt, parseQuantity } from '../../src/model/index.ts';
import type { Tally } from './tally.ts';

interface Recorded {
  id: string;
  results: { profiles: string[]; requests?: JsonObject; limits?: JsonObject; qos: string }[];
}

export async function resources(dir: string): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  const cases = new Map(
    lines<{ id: string; object: JsonObject }>(dir, 'cases.jsonl').map((each) => [each.id, each.object]),
  );
  for (const { id, results } of lines<Recorded>(dir, 'results.jsonl')) {
    const spec = cases.get(id)?.spec;
    for (const { profiles, ...expected } of results)
      for (const profile of profiles) {
        const want = asText(expected.requests, expected.limits, expected.qos);
        const got = isObject(spec) ? answer(spec, profile) : 'no such case';
        if (got === want) tally.passed += 1;
        else {
          tally.failed += 1;
          tally.lines.push(`${id} ${profile}: expected ${want}, got ${got}`);
        }
      }
  }
  return tally;
}

function lines<T>(dir: string, name: string): T[] {
  // Recorded data of a known form.
  return readFileSync(join(dir, name), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as T);
}

function answer(spec: JsonObject, profile: string): string {
  const needs = podNeeds(stored(spec, profile), minorOf(profile));
  return asText(Object.fromEntries(needs.requests), Object.fromEntries(needs.limits), needs.qos);
}

function minorOf(profile: string): number {
  return Number(/^1\.([0-9]+)/.exec(profile)?.[1]);
}

/** What the API server of the profile keeps of the fields that count. */
function stored(spec: JsonObject, profile: string): JsonObject {
  const isOn = (gate: string, since: number): boolean => {
    const stated = /^[0-9.]+([+-])(\w+)$/.exec(profile);
    return stated?.[2] === gate ? stated[1] === '+' : minorOf(profile) >= since;
  };
  const { resources: podLevel, ...rest } = spec;
  const initContainers = listAt(spec, 'initContainers').map((init) =>
    isObject(init) && !isOn('SidecarContainers', 29) ? { ...init, restartPolicy: '' } : init,
  );
  return {
    ...rest,
    initContainers,
    ...(podLevel !== undefined && isOn('PodLevelResources', 34) ? { resources: podLevel } : {}),
  };
}

/** Amounts in billionths, sorted by name, so that equal amounts are equal texts. */
function asText(requests: Record<string, unknown> = {}, limits: Record<string, unknown> = {}, qos: string): string {
  const amounts = (list: Record<string, unknown>): string =>
    Object.entries(list)
      .map(([name, value]) => `${name}=${typeof value === 'bigint' ? value : parseQuantity(String(value))}`)
      .sort()
      .join(' ');
  return `requests ${amounts(requests)}; limits ${amounts(limits)}; ${qos}`;
}
