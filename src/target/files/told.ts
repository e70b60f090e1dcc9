import type { Pointer } from '../../model/index.ts';
import { type KubernetesVersion, readKubernetesVersion } from '../version.ts';

/** A version of Kubernetes that a file tells, and where. */
export interface Told extends KubernetesVersion {
  pointer: Pointer;
}

/** The version in the tag of an image whose name the form knows. Other images carry numbers too, which mean nothing here. */
export function imageVersion(image: string, form: RegExp, pointer: Pointer): Told | undefined {
  return versionAt(form.exec(image)?.[1] ?? '', pointer);
}

export function versionAt(text: string, pointer: Pointer): Told | undefined {
  const version = readKubernetesVersion(text);
  if (version?.major !== 1) return undefined;
  return { minor: version.minor, ...(version.patch === undefined ? {} : { patch: version.patch }), pointer };
}

/** undefined as soon as one of them is not known: it may be the oldest. */
export function oldest(versions: readonly (Told | undefined)[]): Told | undefined {
  let found: Told | undefined;
  for (const version of versions) {
    if (version === undefined) return undefined;
    if (found === undefined || isOlder(version, found)) found = version;
  }
  return found;
}

function isOlder(a: Told, b: Told): boolean {
  return a.minor < b.minor || (a.minor === b.minor && (a.patch ?? 0) < (b.patch ?? 0));
}
