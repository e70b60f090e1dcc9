import { Fault } from '../errors.ts';
import type { Meter } from '../run.ts';
import {
  Bytes,
  Duration,
  doubleOf,
  isInt,
  isList,
  isPlainMap,
  KeyedMap,
  Timestamp,
  TypeValue,
  typeName,
  Uint,
  type Value,
} from '../values.ts';
import { fixed, goFloat } from './text.ts';
import { durationText, timestampText } from './time-text.ts';

/** A clause of a format string: `%.2f` is `{verb: 'f', precision: 2}`. */
export interface Clause {
  readonly verb: string;
  readonly precision: number | undefined;
}

/** Cuts a format string; texts and clauses alternate, texts at both ends. Gives an error text for what is no clause. */
export function readFormat(format: string): { texts: string[]; clauses: Clause[] } | string {
  const texts: string[] = [];
  const clauses: Clause[] = [];
  let text = '';
  for (let at = 0; at < format.length; at++) {
    if (format[at] !== '%') {
      text += format[at];
      continue;
    }
    const clause = /%(?:(%)|(?:\.(\d{1,3}))?([a-zA-Z]))/y;
    clause.lastIndex = at;
    const found = clause.exec(format);
    if (found === null) return `'%' at ${at} starts no clause; write %% for a percent sign`;
    at = clause.lastIndex - 1;
    if (found[1] !== undefined) text += '%';
    else {
      const verb = found[3] ?? '';
      if (!(verb in verbs)) return `%${verb} is no clause: use %s %d %f %e %b %x %X %o`;
      texts.push(text);
      text = '';
      clauses.push({ verb, precision: found[2] === undefined ? undefined : Number(found[2]) });
    }
  }
  texts.push(text);
  return { texts, clauses };
}

/** `format.format(args)` */
export function formatText(format: string, args: readonly Value[], meter: Meter): string {
  const read = readFormat(format);
  if (typeof read === 'string') throw new Fault('other', read);
  const { texts, clauses } = read;
  if (args.length < clauses.length)
    throw new Fault('index-out-of-range', `${clauses.length} clauses, but ${args.length} arguments`);
  let result = texts[0] ?? '';
  for (const [at, { verb, precision }] of clauses.entries()) {
    const written = verbs[verb]?.(args[at] ?? null, precision ?? 6, meter);
    if (written === undefined) throw new Fault('other', `%${verb} cannot write a ${typeName(args[at] ?? null)}`);
    meter.chargeString(written.length);
    result += written + (texts[at + 1] ?? '');
  }
  return result;
}

/** How a clause writes a value; undefined for a type it has no form for. */
type Writer = (value: Value, precision: number, meter: Meter) => string | undefined;

const verbs: Readonly<Record<string, Writer>> = {
  s: (value, _precision, meter) => plain(value, meter),
  d: (value) => radix(value, 10),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : radix(value, 2)),
  o: (value) => radix(value, 8),
  x: hex,
  X: (value) => hex(value)?.toUpperCase(),
  f: (value, precision) => special(value) ?? grouped(value, precision),
  e: (value) => special(value) ?? scientific(value),
};

function radix(value: Value, base: number): string | undefined {
  if (isInt(value)) return BigInt(value).toString(base);
  return value instanceof Uint ? value.value.toString(base) : undefined;
}

function hex(value: Value): string | undefined {
  if (typeof value !== 'string' && !(value instanceof Bytes)) return radix(value, 16);
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value.value;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** NaN and infinities as Go's text package prints them. */
function special(value: Value): string | undefined {
  const double = doubleOf(value);
  if (double === undefined || Number.isFinite(double)) return undefined;
  return String(double).replace('Infinity', '∞');
}

/** Kubernetes writes numbers for readers of English: 10,000.12. */
function grouped(value: Value, precision: number): string | undefined {
  const double = doubleOf(value);
  if (double === undefined || precision > 100) return undefined;
  const [whole = '', fraction] = fixed(double, precision).split('.');
  const withCommas = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** 1.234500×10⁰³: six digits whatever the precision asks for, as recorded. */
function scientific(value: Value): string | undefined {
  const [mantissa, exponent = ''] = doubleOf(value)?.toExponential(6).split('e') ?? [];
  if (mantissa === undefined) return undefined;
  const digits = exponent.slice(1).padStart(2, '0');
  return `${mantissa}×10${exponent.startsWith('-') ? '⁻' : ''}${digits.replace(/\d/g, (digit) => superscripts[Number(digit)] ?? '')}`;
}

/** As string() writes it; lists and maps as CEL would read them. */
function plain(value: Value, meter: Meter): string | undefined {
  if (typeof value === 'string') return value;
  const double = doubleOf(value);
  if (double !== undefined) return goFloat(double);
  return time(value) ?? bytes(value) ?? nested(value, meter);
}

function time(value: Value): string | undefined {
  if (value instanceof Duration) return durationText(value);
  return value instanceof Timestamp ? timestampText(value) : undefined;
}

function bytes(value: Value): string | undefined {
  return value instanceof Bytes ? new TextDecoder().decode(value.value) : undefined;
}

function nested(value: Value, meter: Meter): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value === null || typeof value === 'boolean') return String(value);
  const number = radix(value, 10);
  if (number !== undefined) return number;
  const double = doubleOf(value);
  if (double !== undefined) return Number.isFinite(double) ? fixed(double, 6) : `"${goFloat(double)}"`;
  if (value instanceof TypeValue) return value.name;
  if (value instanceof Bytes) return `b"${bytes(value)}"`;
  const moment = time(value);
  if (moment !== undefined) return `${value instanceof Duration ? 'duration' : 'timestamp'}("${moment}")`;
  return collection(value, meter);
}

function collection(value: Value, meter: Meter): string | undefined {
  if (isList(value)) {
    meter.charge(value.length + 1);
    const items = value.map((item) => nested(item, meter));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const entries =
    value instanceof KeyedMap ? [...value.entries.values()] : isPlainMap(value) ? Object.entries(value) : undefined;
  meter.charge((entries?.length ?? 0) + 1);
  const lines = entries?.map(([key, item]) => [nested(key, meter), nested(item, meter)]);
  if (lines === undefined || lines.some((line) => line.includes(undefined))) return undefined;
  return `{${lines
    .map((line) => line.join(':'))
    .sort()
    .join(', ')}}`;
}
