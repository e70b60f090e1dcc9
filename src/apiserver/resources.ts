import type { JsonObject } from '../model/json.ts';
import { parseQuantity } from '../model/quantity.ts';
import type { Surroundings } from './container.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child } from './values.ts';

/** Requests against limits of one container. */
export function validateResources(pass: Pass, container: JsonObject, _pod: Surroundings, path: Path): void {
  const resources = child(container, 'resources');
  if (resources === undefined) return;
  const limits = child(resources, 'limits') ?? {};
  const requests = child(resources, 'requests') ?? {};
  for (const name of Object.keys(limits).sort()) {
    if ((parseQuantity(limits[name]) ?? 0n) < 0n) {
      pass.cause('P52', 'FieldValueInvalid', path.at('limits').key(name), 'must be 0 or more');
    }
  }
  for (const name of Object.keys(requests).sort()) {
    const request = parseQuantity(requests[name]) ?? 0n;
    if (request < 0n) pass.cause('P52', 'FieldValueInvalid', path.at('requests').key(name), 'must be 0 or more');
    const limit = parseQuantity(limits[name]);
    if (limit !== undefined && request > limit) {
      const pointer = path.at('requests').key(name).pointer();
      pass.cause('P52', 'FieldValueInvalid', path.at('requests'), `${name} request is above its limit`, { pointer });
    }
  }
}
