import { isDeepStrictEqual } from 'node:util';
import { goFloat } from '../../src/engine/cel/library/text.ts';
import { durationText, timestampText } from '../../src/engine/cel/library/time-text.ts';
import {
  Bytes,
  CelObject,
  Double,
  Duration,
  isList,
  KeyedMap,
  LibraryValue,
  Optional,
  Timestamp,
  TypeValue,
  Uint,
  type Value,
} from '../../src/engine/cel/values.ts';

type Recorded = unknown;

/** A value in the form the recordings have (README of conformance/cel, "Answer"). */
export function recordedForm(value: Value): Recorded {
  if (typeof value === 'bigint') return { $int: String(value) };
  if (typeof value === 'number') return Number.isFinite(value) && Math.abs(value) < 2 ** 53 ? value : doubleForm(value);
  if (isList(value)) return value.map(recordedForm);
  if (value instanceof CelObject) return objectForm(value);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, recordedForm(member)]));
}

function doubleForm(value: number): Recorded {
  return { $double: Number.isFinite(value) ? goFloat(value) : String(value) };
}

function objectForm(value: CelObject): Recorded {
  if (value instanceof Double) return doubleForm(value.value);
  if (value instanceof Uint) return { $uint: String(value.value) };
  if (value instanceof Bytes) return { $bytes: Buffer.from(value.value).toString('base64') };
  if (value instanceof Duration) return { $duration: durationText(value) };
  if (value instanceof Timestamp) return { $timestamp: timestampText(value) };
  if (value instanceof TypeValue) return { $type: value.name };
  if (value instanceof Optional) return { $optional: value.value === undefined ? [] : [recordedForm(value.value)] };
  if (value instanceof KeyedMap) {
    return { $map: [...value.entries.values()].map(([key, member]) => [recordedForm(key), recordedForm(member)]) };
  }
  if (!(value instanceof LibraryValue)) throw new Error(`no recorded form for a ${value.type}`);
  return value.type === 'kubernetes.Quantity' ? { $quantity: value.text } : { $opaque: value.type, text: value.text };
}

/** Equal but for orders that say nothing: entries of `$map`, and lists recorded as unordered. */
export function sameRecorded(a: Recorded, b: Recorded, unordered: boolean): boolean {
  return isDeepStrictEqual(normal(a, unordered), normal(b, unordered));
}

function normal(value: Recorded, unordered: boolean): Recorded {
  if (Array.isArray(value)) {
    const items = value.map((item) => normal(item, false));
    return unordered ? sorted(items) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [
    key,
    key === '$map' ? sorted(member as unknown[]) : normal(member, false),
  ]);
  return Object.fromEntries(entries);
}

function sorted(items: unknown[]): unknown[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}
