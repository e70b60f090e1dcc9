import type { JsonObject } from './json.ts';
import type { Manifest } from './manifest.ts';
import type { Pointer } from './pointer.ts';

/** What runs the pod: decides the rules about pod restartPolicy, completion and scaling. */
export type Controller = 'none' | 'endless' | 'job' | 'other';

/** A pod spec, wherever it lives; one per pod template of a manifest. */
export interface Workload {
  manifest: Manifest;
  /** The pod spec as written (not defaulted). */
  podSpec: JsonObject;
  podSpecPointer: Pointer;
  /** Metadata of the pod or of its template; {} when there is none. */
  podMetadata: JsonObject;
  podMetadataPointer: Pointer;
  /** none: a bare Pod; endless: Deployment and the like; job: Job, CronJob and Kruise's; other: a custom resource that carries a template. */
  controller: Controller;
}
