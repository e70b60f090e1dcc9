import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { canonicalText } from '../../../src/inventory/index.ts';
import { isObject, type JsonObject, type JsonValue, type Manifest, stringAt } from '../../../src/model/index.ts';
import type { Release } from '../../../src/openkruise/index.ts';
import type { Tally } from '../tally.ts';

/** A recorded installation of Kruise. */
export interface Profile {
  id: string;
  release: Release;
  gates: Readonly<Record<string, boolean>>;
}

export async function readProfiles(dir: string): Promise<Map<string, Profile>> {
  // The format is described in the README beside the recording.
  const rows = JSON.parse(await readFile(`${dir}/profiles.json`, 'utf8')) as {
    id: string;
    version: string;
    gates: Record<string, boolean>;
  }[];
  return new Map(
    rows.map(({ id, version, gates }) => {
      const [, minor = 0, patch = 0] = version.replace('v', '').split('.').map(Number);
      return [id, { id, release: { minor, patch }, gates }];
    }),
  );
}

export async function* jsonLines<Line>(file: string): AsyncGenerator<Line> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    // The format is described in the README beside the recording.
    if (line.trim() !== '') yield JSON.parse(line) as Line;
  }
}

/** Cases with their answers, joined by id. */
export async function* joined<Case extends { id: string }, Answer>(
  dir: string,
  cases: string,
  answers: string,
): AsyncGenerator<[Case, Answer]> {
  const byId = new Map<string, Answer & { id: string }>();
  for await (const answer of jsonLines<Answer & { id: string }>(`${dir}/${answers}`)) byId.set(answer.id, answer);
  for await (const one of jsonLines<Case>(`${dir}/${cases}`)) {
    const answer = byId.get(one.id);
    if (answer !== undefined) yield [one, answer];
  }
}

export function manifestOf(object: JsonObject): Manifest {
  const apiVersion = stringAt(object, 'apiVersion');
  return {
    object,
    apiVersion,
    kind: stringAt(object, 'kind'),
    group: apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '',
    name: stringAt(object, 'metadata', 'name'),
    namespace: stringAt(object, 'metadata', 'namespace'),
  };
}

/** Counts one comparison, and prints both sides when they differ. */
export function compare(tally: Tally, what: string, ours: JsonValue, theirs: JsonValue): void {
  const [a, b] = [canonicalText(normal(ours)), canonicalText(normal(theirs))];
  if (a === b) {
    tally.passed += 1;
    return;
  }
  tally.failed += 1;
  let start = 0;
  while (a[start] === b[start]) start += 1;
  const from = Math.max(0, start - 80);
  tally.lines.push(`${what}\n    ours   …${a.slice(from, from + 300)}\n    theirs …${b.slice(from, from + 300)}`);
}

/** Empty `resources` and nulls are left out of the recording. */
function normal(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(normal);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, member]) =>
      member !== null && !(key === 'resources' && isObject(member) && Object.keys(member).length === 0),
  );
  return Object.fromEntries(kept.map(([key, member]) => [key, normal(member)]));
}
