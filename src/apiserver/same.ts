import { isObject, type JsonValue, parseQuantity } from '../model/index.ts';

/**
 * Whether two decoded values mean the same to the server: what Go leaves out when it is empty counts as absent, quantities by size.
 * `name` is the member the values stand under.
 */
export function same(a: JsonValue | undefined, b: JsonValue | undefined, name = ''): boolean {
  if (a === b) return true;
  if (isEmpty(a, name) && isEmpty(b, name)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const isAmounts = name === 'requests' || name === 'limits';
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const equal = isAmounts ? parseQuantity(a[key]) === parseQuantity(b[key]) : same(a[key], b[key], key);
    if (!equal) return false;
  }
  return true;
}

/** Maps, and structs that Go holds by value: `{}` there is the same as nothing. Behind a pointer it is not. */
const byValue = new Set(
  `annotations labels limits matchLabels metadata nodeSelector options overhead requests resources selector spec status strategy template
  updateStrategy volumeAttributes`.split(/\s+/),
);

function isEmpty(value: JsonValue | undefined, name: string): boolean {
  if (value === undefined || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && byValue.has(name) && Object.keys(value).length === 0;
}
