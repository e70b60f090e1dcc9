import type { HitFix } from '../engine/index.ts';
import {
  type Finding,
  type Fix,
  isObject,
  join,
  type Location,
  type Manifest,
  type ObjectReference,
  type Operation,
  type Pointer,
  type Range,
  resolve,
} from '../model/index.ts';
import { fingerprint } from './fingerprint.ts';
import type { MergedHit } from './merge.ts';

/** Gives a merged hit its places in the text, its identity and its address in the documentation. */
export function toFinding(merged: MergedHit, docsUrl: (ruleId: string) => string): Finding {
  const { hit } = merged;
  const object = referenceOf(hit.manifest);
  return {
    ruleId: hit.rule.id,
    severity: merged.severity,
    outcome: merged.outcome,
    message: hit.message,
    object,
    location: locate(hit.manifest, hit.pointer, hit.part),
    related: hit.related.map(({ message, manifest, pointer, part }) => {
      return { message, location: locate(manifest, pointer, part) };
    }),
    ...(hit.reason === '' ? {} : { reason: hit.reason }),
    ...(hit.field === '' ? {} : { field: hit.field }),
    bands: merged.bands,
    fix: hit.fix,
    ...(hit.fixes.length === 0 ? {} : { fixes: hit.fixes.map(toFix) }),
    docsUrl: docsUrl(hit.rule.id),
    fingerprint: fingerprint(
      hit.rule.id,
      object.apiVersion,
      object.kind,
      object.namespace,
      object.name,
      hit.pointer,
      hit.message,
    ),
  };
}

/** From pointers in objects to pointers in documents. */
function toFix({ title, safe, changes }: HitFix): Fix {
  const operations = changes.map(({ manifest, change }): Operation => {
    const { uri = '', document, base = '' } = manifest.origin ?? {};
    const within = { uri, document: document?.index ?? 0 };
    if (change.op === 'add-document') return { ...change, ...within };
    const placed = { ...change, ...within, pointer: base + change.pointer };
    return placed.op === 'move' ? { ...placed, from: base + placed.from } : placed;
  });
  return { title, safe, operations };
}

export function referenceOf(manifest: Manifest): ObjectReference {
  const { apiVersion, kind, namespace, name } = manifest;
  return { apiVersion, kind, namespace, name };
}

/** The place in the text: the value where it is a scalar, the key where it or a whole block is meant. */
export function locate(manifest: Manifest, pointer: Pointer, part?: 'key'): Location {
  const { origin } = manifest;
  if (origin === undefined) return { uri: '', pointer };
  const range = rangeAt(manifest, pointer, part);
  return { uri: origin.uri, pointer, ...(range === undefined ? {} : { range }) };
}

function rangeAt(manifest: Manifest, pointer: Pointer, part: 'key' | undefined): Range | undefined {
  const { origin } = manifest;
  if (origin === undefined) return undefined;
  const value = resolve(manifest.object, pointer);
  const full = join(origin.base, ...[]) + pointer;
  const scalar = part === undefined && value !== null && typeof value !== 'object';
  const first = origin.document.rangeOf(full, scalar ? 'value' : 'key') ?? origin.document.rangeOf(full, 'value');
  if (scalar || first === undefined || first.start.line === first.end.line) return first;
  const [head = ''] = isObject(value) ? Object.keys(value) : [];
  return firstLine(first, head === '' ? undefined : origin.document.rangeOf(join(full, head), 'entry'));
}

/** A block can span a page; the reader's eye needs its head: `name: proxy` of a container. */
function firstLine(range: Range, head: Range | undefined): Range {
  if (head?.start.line === range.start.line && head.end.line === range.start.line) return head;
  return { start: range.start, end: { line: range.start.line, column: range.start.column + 1 } };
}
