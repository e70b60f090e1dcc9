import { Fault } from '../errors.ts';
import type { Row } from '../overloads.ts';
import type { Duration, Timestamp } from '../values.ts';
import { floorDivide } from './time-text.ts';

type Part = (date: Date) => number;

const timestampParts: Readonly<Record<string, Part>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getDayOfYear: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
};

const durationUnits: Readonly<Record<string, bigint>> = {
  getHours: 3_600_000_000_000n,
  getMinutes: 60_000_000_000n,
  getSeconds: 1_000_000_000n,
  getMilliseconds: 1_000_000n,
};

/** Standard accessors of times and durations. */
export const timeRows: readonly Row[] = [
  ...Object.entries(timestampParts).flatMap(([name, part]): Row[] => [
    [name, 'google.protobuf.Timestamp.(): int', (time: Timestamp) => part(new Date(milliseconds(time)))],
    [name, 'google.protobuf.Timestamp.(string): int', (time: Timestamp, zone: string) => part(inZone(time, zone))],
  ]),
  ...Object.entries(durationUnits).map(([name, unit]): Row => {
    return [name, 'google.protobuf.Duration.(): int', (duration: Duration) => Number(duration.nanoseconds / unit)];
  }),
];

function milliseconds(time: Timestamp): number {
  return Number(floorDivide(time.nanoseconds, 1_000_000n));
}

/** The wall clock of a zone ('Asia/Shanghai', '+08:00', '-02:30') as if it were UTC. */
function inZone(time: Timestamp, zone: string): Date {
  const at = milliseconds(time);
  const offset = /^([-+]?)(\d{1,2}):(\d{2})$/.exec(zone);
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3]);
    return new Date(at + (offset[1] === '-' ? -minutes : minutes) * 60_000);
  }
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone === '' ? 'UTC' : zone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const [year, month, day] = [parts.get('year') ?? 1970, parts.get('month') ?? 1, parts.get('day') ?? 1];
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    date.setUTCHours(
      parts.get('hour') ?? 0,
      parts.get('minute') ?? 0,
      parts.get('second') ?? 0,
      new Date(at).getUTCMilliseconds(),
    );
    return date;
  } catch {
    throw new Fault('other', `'${zone}' is not a time zone`);
  }
}
