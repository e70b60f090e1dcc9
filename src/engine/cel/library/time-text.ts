import { Duration, Timestamp } from '../values.ts';
import { plainDecimal } from './text.ts';

const perSecond = 1_000_000_000n;

/** Seconds with the fraction they need: "90s", "1.5s". */
export function durationText(duration: Duration): string {
  const seconds = Number(duration.nanoseconds / perSecond) + Number(duration.nanoseconds % perSecond) / 1e9;
  return `${plainDecimal(seconds)}s`;
}

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: perSecond,
  m: 60n * perSecond,
  h: 3600n * perSecond,
};

/** Reads what Go's ParseDuration reads: "1h30m", "-1.5s", "0". Undefined for anything else, or beyond 64 bits of nanoseconds. */
export function parseDuration(text: string): Duration | undefined {
  // Longer digits would be beyond 64 bits, and take their time to read.
  if (text.length > 200) return undefined;
  const sign = /^[-+]/.test(text) ? text.slice(0, 1) : '';
  const rest = text.slice(sign.length);
  if (rest === '0') return new Duration(0n);
  let total = 0n;
  let at = 0;
  const part = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/y;
  while (at < rest.length) {
    part.lastIndex = at;
    const found = part.exec(rest);
    const [, whole = '', fraction = '', unit = ''] = found ?? [];
    if (found === null || whole + fraction === '') return undefined;
    const scale = units[unit] ?? 0n;
    total += BigInt(whole || '0') * scale + (BigInt(fraction || '0') * scale) / 10n ** BigInt(fraction.length);
    at = part.lastIndex;
  }
  const nanoseconds = sign === '-' ? -total : total;
  return at === 0 || BigInt.asIntN(64, nanoseconds) !== nanoseconds ? undefined : new Duration(nanoseconds);
}

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Reads an RFC 3339 time in the years 1 to 9999; undefined for anything else. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const found = rfc3339.exec(text);
  if (found === null) return undefined;
  const [, year, month, day, hour, minute, second] = found.map(Number);
  const [fraction = '', sign, offsetHours = '0', offsetMinutes = '0'] = found.slice(7);
  if (Number(offsetHours) > 24 || Number(offsetMinutes) > 59) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1);
  const date = new Date(0);
  date.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  date.setUTCHours(hour ?? 0, minute, second);
  // A day or an hour that does not exist rolls over into another.
  if (date.toISOString().slice(0, 19) !== text.slice(0, 19)) return undefined;
  const nanoseconds = BigInt(fraction.padEnd(9, '0').slice(0, 9));
  const total = (BigInt(date.getTime()) - BigInt(offset) * 60_000n) * 1_000_000n + nanoseconds;
  return year === 0 ? undefined : new Timestamp(total, offset);
}

/** RFC 3339 in the offset it was written with, with the fraction it needs. */
export function timestampText(timestamp: Timestamp): string {
  const seconds = floorDivide(timestamp.nanoseconds, perSecond);
  const fraction = timestamp.nanoseconds - seconds * perSecond;
  const date = new Date(Number(seconds) * 1000 + timestamp.offset * 60_000);
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  return date.toISOString().slice(0, 19) + digits + offsetText(timestamp.offset);
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Towards minus infinity, where BigInt's own division goes towards zero. */
export function floorDivide(value: bigint, by: bigint): bigint {
  return value >= 0n ? value / by : -((by - 1n - value) / by);
}
