import { tests } from '@bufbuild/cel-spec/testdata/conformance.js';
import { CelError, CelRuntimeError, compile, parseExpression } from '../../src/engine/cel/index.ts';
import { parseDuration, parseTimestamp } from '../../src/engine/cel/library/time-text.ts';
import {
  Bytes,
  doubleValue,
  intFromBigInt,
  KeyedMap,
  mapKey,
  TypeValue,
  Uint,
  type Value,
} from '../../src/engine/cel/values.ts';
import { differences, skippedSections } from './cel-spec-skips.ts';
import { recordedForm, sameRecorded } from './cel-values.ts';
import type { Tally } from './tally.ts';

/** One test of the CEL conformance data, in protobuf's JSON. */
interface SpecTest {
  name?: string;
  expr: string;
  container?: string;
  checkOnly?: boolean;
  bindings?: Record<string, { value: SpecValue }>;
  value?: SpecValue;
  evalError?: unknown;
  typedResult?: { result?: SpecValue };
}
interface SpecValue {
  int64Value?: string;
  uint64Value?: string;
  doubleValue?: number | string;
  stringValue?: string;
  bytesValue?: string;
  boolValue?: boolean;
  nullValue?: null;
  listValue?: { values?: SpecValue[] };
  mapValue?: { entries?: { key: SpecValue; value: SpecValue }[] };
  typeValue?: string;
  objectValue?: { '@type': string; value?: string };
}
interface Suite {
  name: string;
  suites?: Suite[];
  tests?: { original: unknown }[];
}

export interface SpecTally extends Tally {
  /** Tests left out, by reason. */
  reasons: Map<string, number>;
}

/** Runs what the language's own conformance data has for the parts of CEL that Kubernetes has. */
export function celSpec(): SpecTally {
  const tally: SpecTally = { passed: 0, failed: 0, skipped: 0, lines: [], reasons: new Map() };
  visit(tests, '', tally);
  return tally;
}

function visit(suite: Suite, path: string, tally: SpecTally): void {
  for (const { original } of suite.tests ?? []) {
    // The data's own form, which its package types as loose JSON.
    const one = original as SpecTest;
    const id = `${path}/${one.name}`.replace(/^\//, '');
    const reason = reasonToSkip(one, id);
    if (reason !== undefined) {
      tally.skipped++;
      tally.reasons.set(reason, (tally.reasons.get(reason) ?? 0) + 1);
      continue;
    }
    const problem = difference(one);
    if (problem === undefined) tally.passed++;
    else {
      tally.failed++;
      tally.lines.push(`${id}: ${one.expr}`, `  ${problem}`);
    }
  }
  for (const inner of suite.suites ?? []) visit(inner, `${path}/${inner.name}`, tally);
}

function reasonToSkip(one: SpecTest, id: string): string | undefined {
  const section = skippedSections.find(({ prefix }) => id.startsWith(prefix));
  const named = differences.find(({ tests: names }) => names.includes(id));
  if (section !== undefined || named !== undefined) return section?.reason ?? named?.reason;
  if (one.container !== undefined || one.checkOnly === true)
    return 'names of protobuf packages, and tests of the checker alone';
  const text = JSON.stringify(one);
  if (/TestAllTypes|type\.googleapis|google\.protobuf\.(?!Duration|Timestamp)/.test(text)) return 'protobuf messages';
  return one.expr.includes('`') ? 'back-quoted names, which Kubernetes does not read' : undefined;
}

function difference(one: SpecTest): string | undefined {
  try {
    const bindings = Object.fromEntries(
      Object.entries(one.bindings ?? {}).map(([name, { value }]) => [name, fromSpec(value)]),
    );
    const result = recordedForm(compile(parseExpression(one.expr)).evaluate(bindings, { steps: 10_000_000 }) as Value);
    if (one.evalError !== undefined) return `here ${JSON.stringify(result)}, an error in the specification`;
    const wanted = recordedForm(fromSpec(one.value ?? one.typedResult?.result ?? { boolValue: true }));
    if (sameRecorded(result, wanted, false)) return undefined;
    return `here ${JSON.stringify(result)}, in the specification ${JSON.stringify(wanted)}`;
  } catch (error) {
    if (!(error instanceof CelError || error instanceof CelRuntimeError)) throw error;
    return one.evalError === undefined ? `here ${error.message}` : undefined;
  }
}

function fromSpec(value: SpecValue): Value {
  if (value.int64Value !== undefined) return intFromBigInt(BigInt(value.int64Value));
  if (value.uint64Value !== undefined) return new Uint(BigInt(value.uint64Value));
  if (value.doubleValue !== undefined) return doubleValue(Number(value.doubleValue));
  if (value.bytesValue !== undefined) return new Bytes(Uint8Array.from(Buffer.from(value.bytesValue, 'base64')));
  if (value.listValue !== undefined) return (value.listValue.values ?? []).map(fromSpec);
  if (value.mapValue !== undefined) return mapOf(value.mapValue.entries ?? []);
  if (value.typeValue !== undefined) return new TypeValue(value.typeValue);
  const { objectValue } = value;
  if (objectValue?.['@type'].endsWith('Duration') === true) return parseDuration(objectValue.value ?? '') ?? null;
  if (objectValue?.['@type'].endsWith('Timestamp') === true) return parseTimestamp(objectValue.value ?? '') ?? null;
  return value.stringValue ?? value.boolValue ?? null;
}

function mapOf(entries: readonly { key: SpecValue; value: SpecValue }[]): Value {
  const pairs = entries.map(({ key, value }) => [fromSpec(key), fromSpec(value)] as const);
  const isPlain = pairs.every(([key]) => typeof key === 'string');
  if (isPlain) return Object.fromEntries(pairs.map(([key, value]) => [String(key), value]));
  return new KeyedMap(new Map(pairs.map((pair) => [mapKey(pair[0]) ?? '', pair])));
}
