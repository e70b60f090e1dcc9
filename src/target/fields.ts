import table from '../../schemas/kubernetes/fields.json' with { type: 'json' };
import { firstRecordedMinor } from './gates.ts';

/** What a field holds: a scalar, a type of the table, or a list or map of either. */
export interface Shape {
  kind: 'scalar' | 'object' | 'list' | 'map';
  /** string, int32, int64, boolean, time, quantity, intOrString, any for scalars; the type's name for objects; '' otherwise. */
  name: string;
  /** Of a list or map. */
  item?: Shape;
}

export interface Field {
  name: string;
  /** First and last minor that has it; undefined: no limit known. */
  since?: number;
  until?: number;
  shape: Shape;
  /** Shape it had up to a minor, where its type changed. */
  earlier?: { shape: Shape; until: number };
  /** Go type embedded in the owner that declares it; '' when the owner itself does. */
  embeddedIn: string;
}

export type TypeFields = ReadonlyMap<string, Field>;

// Types are read when first met: a command that looks at one pod needs a quarter of them.
const rows = new Map<string, Record<string, string>>(Object.entries<Record<string, string>>(table));
const types = new Map<string, TypeFields>();

/** The fields of a Go type by JSON name, over all minors; undefined for a type outside the table. */
export function typeFields(type: string): TypeFields | undefined {
  const known = types.get(type);
  const row = rows.get(type);
  if (known !== undefined || row === undefined) return known;
  const fields = new Map<string, Field>();
  for (const [name, text] of Object.entries(row)) fields.set(name, readField(name, text));
  types.set(type, fields);
  return fields;
}

function readField(name: string, text: string): Field {
  const [first = '', second] = text.split(' | ');
  const [shapeText = '', ...marks] = (second ?? first).split(' ');
  const field: Field = { name, shape: readShape(shapeText), embeddedIn: '' };
  for (const mark of marks) {
    if (mark.startsWith('@')) field.embeddedIn = mark.slice(1);
    else Object.assign(field, readSpan(mark));
  }
  if (second !== undefined) {
    const [earlierShape = '', span = ''] = first.split(' ');
    const { since, until } = readSpan(span);
    field.earlier = { shape: readShape(earlierShape), until: until ?? 0 };
    delete field.since;
    if (since !== undefined) field.since = since;
  }
  return field;
}

/** '1.30' or '1.27..1.30'; the first recorded minor is no lower limit. */
function readSpan(text: string): { since?: number; until?: number } {
  const [from = '', to] = text.split('..');
  const since = Number(from.slice(2));
  return {
    ...(since > firstRecordedMinor ? { since } : {}),
    ...(to === undefined ? {} : { until: Number(to.slice(2)) }),
  };
}

function readShape(text: string): Shape {
  if (text.startsWith('[]')) return { kind: 'list', name: '', item: readShape(text.slice(2)) };
  if (text.startsWith('{}')) return { kind: 'map', name: '', item: readShape(text.slice(2)) };
  return { kind: /^[A-Z]/.test(text) ? 'object' : 'scalar', name: text };
}

/** The field named 'Container.restartPolicy'; undefined when no minor has it. */
export function fieldNamed(name: string): Field | undefined {
  const [type = '', field = '', rest] = name.split('.');
  return rest === undefined ? typeFields(type)?.get(field) : undefined;
}

/** Whether any minor of the table has the field, e.g. 'Container.restartPolicy': the check of names written in rules. */
export function knownTypeField(name: string): boolean {
  return fieldNamed(name) !== undefined;
}

export function typeNames(): string[] {
  return [...rows.keys()];
}
