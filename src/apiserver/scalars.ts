import type { JsonValue } from '../model/index.ts';
import type { Shape } from '../target/index.ts';

const quantity = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/;
const time = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const int32 = 2 ** 31;
const int64 = 2n ** 63n;

/** Whether a JSON value can be read as the scalar; integers are not made from fractions or texts. */
export function scalarFits(name: string, value: JsonValue): boolean {
  switch (name) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'int32':
      return isInt32(value);
    case 'int64':
      return Number.isSafeInteger(value) || (typeof value === 'bigint' && value >= -int64 && value < int64);
    case 'intOrString':
      return typeof value === 'string' || isInt32(value);
    case 'quantity':
      return isQuantity(value);
    case 'time':
      return typeof value === 'string' && time.test(value);
    default:
      return true;
  }
}

function isInt32(value: JsonValue): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= -int32 && value < int32;
}

function isQuantity(value: JsonValue): boolean {
  if (typeof value === 'string') return quantity.test(value);
  return typeof value === 'bigint' || (typeof value === 'number' && quantity.test(String(value)));
}

/** What Go has where a list or map holds null. */
export function zeroOf(shape: Shape): JsonValue {
  if (shape.kind === 'object' || shape.kind === 'map') return {};
  if (shape.kind === 'list') return [];
  if (shape.name === 'boolean') return false;
  return shape.name === 'int32' || shape.name === 'int64' || shape.name === 'quantity' ? 0 : '';
}
