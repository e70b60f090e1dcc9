import { namespaceOf } from './inventory/index.ts';
import { groupKind, type JsonObject, type Manifest } from './model/index.ts';
import { manifestsIn } from './source/index.ts';

/** Objects as they are stored, each found by the manifest of the same kind, namespace and name that would replace it. */
export function storedObjects(objects: readonly JsonObject[]): (manifest: Manifest) => JsonObject | undefined {
  const known = new Map(objects.flatMap(manifestsIn).map((each) => [identity(each), each.object]));
  return (manifest) => known.get(identity(manifest));
}

function identity(manifest: Manifest): string {
  return JSON.stringify([groupKind(manifest), namespaceOf(manifest), manifest.name]);
}
