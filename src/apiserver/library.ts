import type { Cause, JsonObject, Target } from '../model/index.ts';
import { kindOf, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Server } from './server.ts';
import { validate } from './validate.ts';

/**
 * What the validation code of one Kubernetes minor says of a Pod that is there in full: read and defaulted by whoever embeds that code
 * as a library. Nothing is filled in or taken away first; gates have the defaults of the minor.
 */
export function judgePod(pod: JsonObject, libraryMinor: number): Cause[] {
  const kind = kindOf({ apiVersion: 'v1', kind: 'Pod' });
  if (kind === undefined) return [];
  const target: Target = {
    name: `1.${libraryMinor}`,
    minor: libraryMinor,
    gates: {},
    platforms: ['unknown'],
    components: {},
    origin: 'default',
  };
  const pass = new Pass(new Server(target));
  const object = structuredClone(pod);
  validate(pass, kind, object, templateOf(kind, object));
  return pass.allCauses();
}
