/** Environment variables of a container that Alibaba Cloud or OpenKruise act on. Sources: the ACS, ECI and ACK help pages. */
export interface MarkerEntry {
  name: string;
  family: 'acs' | 'eci' | 'kruise';
  /** Documented values; absent: see `accepts`. */
  values?: readonly string[];
  /** The values as text, for messages. */
  allowed: string;
  accepts(value: string): boolean;
}

const priority = { allowed: 'an integer from -1000 to 1000', accepts: isPriority };

export const markerTable: readonly MarkerEntry[] = [
  listed('__IS_SIDECAR__', 'acs', 'true', 'false'),
  listed('__IGNORE_READY__', 'acs', 'true', 'false'),
  listed('__IGNORE_RESOURCE__', 'acs', 'true', 'false'),
  listed('ECI_CONTAINER_TYPE', 'eci', 'normal', 'sidecar', ''),
  listed('ECI_SIDECAR_CONTAINER', 'eci', 'true', 'false'),
  { name: 'ECI_CONTAINER_LAUNCH_PRIORITY', family: 'eci', ...priority },
  { name: 'ECI_CONTAINER_EXIT_PRIORITY', family: 'eci', ...priority },
  listed('ECI_CONTAINER_IGNORE_READY', 'eci', 'true', 'false'),
  listed('ECI_CONTAINER_IGNORE_EXIT_CODE', 'eci', 'true', 'false'),
  listed('__ECI_RESOURCE_IGNORE__', 'eci', 'TRUE'),
  // Kruise compares without regard to case.
  boolean('KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT'),
  {
    name: 'KRUISE_TERMINATE_SIDECAR_WHEN_JOB_EXIT_WITH_IMAGE',
    family: 'kruise',
    allowed: 'an image',
    accepts: (value) => value !== '',
  },
  boolean('KRUISE_TERMINATE_SIDECAR_IGNORE_EXIT_CODE'),
  {
    name: 'KRUISE_CONTAINER_PRIORITY',
    family: 'kruise',
    allowed: 'an integer',
    accepts: (value) => /^[+-]?[0-9]{1,18}$/.test(value),
  },
];

function listed(name: string, family: MarkerEntry['family'], ...values: string[]): MarkerEntry {
  const named = values.filter((value) => value !== '').map((value) => `"${value}"`);
  return { name, family, values, allowed: named.join(' or '), accepts: (value) => values.includes(value) };
}

function boolean(name: string): MarkerEntry {
  const values = ['true', 'false'];
  return {
    name,
    family: 'kruise',
    values,
    allowed: '"true" or "false"',
    accepts: (value) => values.includes(value.toLowerCase()),
  };
}

function isPriority(value: string): boolean {
  return priorityOf(value) !== undefined;
}

/** The number of a documented ECI priority; undefined for other texts. */
export function priorityOf(value: string): number | undefined {
  return /^-?[0-9]+$/.test(value) && Math.abs(Number(value)) <= 1000 ? Number(value) : undefined;
}

/** The documented value that differs from `value` only in case or outer blanks; '' when there is none. */
export function nearestValue(entry: MarkerEntry, value: string): string {
  const plain = value.trim();
  if (plain === '' || entry.accepts(value)) return '';
  if (entry.accepts(plain)) return plain;
  return entry.values?.find((documented) => documented.toLowerCase() === plain.toLowerCase()) ?? '';
}
