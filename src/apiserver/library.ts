import type { Cause, JsonObject, Target } from '../model/index.ts';
import { kindOf, type Template, templateOf } from './kinds.ts';
import { Pass } from './pass.ts';
import { Server } from './server.ts';
import { validate } from './validate.ts';
import { child, isSet, objects, text } from './values.ts';

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
  const pass = new Pass(new Server(target), undefined, undefined, true);
  const object = structuredClone(pod);
  const template = templateOf(kind, object);
  validate(pass, kind, object, template);
  validateTokens(pass, template);
  return pass.allCauses();
}

/** Tokens belong to a service account. In an API server a plug-in has named one before anybody asks. */
function validateTokens(pass: Pass, { spec, specPath }: Template): void {
  if (text(spec, 'serviceAccountName') !== '') return;
  for (const [index, volume] of objects(spec, 'volumes').entries()) {
    for (const [at, source] of objects(child(volume, 'projected'), 'sources').entries()) {
      if (!isSet(source, 'serviceAccountToken')) continue;
      const place = specPath.at('volumes').at(index).at('projected').at('sources').at(at).at('serviceAccountToken');
      pass.cause('other', 'FieldValueForbidden', place, 'needs spec.serviceAccountName');
    }
  }
}
