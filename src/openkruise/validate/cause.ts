import type { JsonObject, Pointer, Reason } from '../../model/index.ts';
import type { Release } from '../release.ts';
import type { Compile } from '../resources/policy.ts';
import type { Refusal } from '../store/store.ts';

/** One thing Kruise's webhooks, or the schema they come with, would say of a SidecarSet. */
export interface KruiseCause {
  /** The rule of the webhook: 'selector', 'revision', 'conflict' … */
  check: string;
  /** As the API machinery names it; for a request the webhook cannot even read, how it fails. */
  reason: Reason | Refusal | 'panic-in-validation';
  /** The webhook's own path, odd as some are. */
  field: string;
  /** In the SidecarSet as stored; may point at what is absent. */
  pointer: Pointer;
  message: string;
  /** Name of the set that a conflict is with. */
  other?: string;
}

/** What stands around a set that is validated. Absent members are not known, and nothing is said about them. */
export interface Surroundings {
  release: Release;
  /** The other sets as stored, in the order of their names. */
  others: readonly JsonObject[];
  /** The labels of a namespace; undefined when there is no such namespace. */
  namespaceLabels: (name: string) => Readonly<Record<string, string>> | undefined;
  /** The ControllerRevisions of kruise-system. */
  revisions?: readonly JsonObject[];
  /** `data` of ConfigMap kruise-system/kruise-configuration; null when there is none. */
  configuration?: JsonObject | null;
  /** Gate SidecarSetPatchPodMetadataDefaultsAllowed. */
  allowsAnyPatch?: boolean;
  /** Regular expressions of the whitelist and of resourcesPolicy. Absent: neither is judged. */
  compile?: Compile;
  /** Core validation of the pod that the webhook makes of a set's containers and volumes, by a library of that Kubernetes minor. */
  checkPod?: (pod: JsonObject, libraryMinor: number) => KruiseCause[];
}

/** Equal items are answered once. */
export function withoutRepetition(causes: readonly KruiseCause[]): KruiseCause[] {
  const seen = new Set<string>();
  return causes.filter((cause) => {
    const text = JSON.stringify([cause.reason, cause.field, cause.message]);
    return !seen.has(text) && seen.add(text);
  });
}
