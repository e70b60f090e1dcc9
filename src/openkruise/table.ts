import table from '../../schemas/kruise/sidecarset.json' with { type: 'json' };
import { isSince, type Release } from './release.ts';

/** One field of a Kruise type. */
export interface Field {
  /** A scalar, a type of the table or of Kubernetes, `[]type` or `{}type`. */
  type: string;
  /** First release that has it; absent: 1.0. */
  since?: string;
  /** The only API version that has it. */
  api?: string;
  /** First releases of single values. */
  values?: Readonly<Record<string, string>>;
}

const types: Readonly<Record<string, Readonly<Record<string, Field>>>> = table.types;

/** The first releases of things that are not fields of the table: canary annotations, native sidecars. */
export const newerElsewhere = table.newerElsewhere;

export const successors: Readonly<Record<string, string>> = table.firstGeneration;

/** The fields of a type of the table, of every release; undefined for scalars and Kubernetes' own types. */
export function fieldsOf(type: string): Readonly<Record<string, Field>> | undefined {
  return Object.hasOwn(types, type) ? types[type] : undefined;
}

export function isKnown(field: Field, api: string, release: Release): boolean {
  return isSince(release, field.since ?? '1.0') && (field.api === undefined || field.api === api);
}

/** 'v1beta1' of 'apps.kruise.io/v1beta1'. */
export function apiOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.lastIndexOf('/') + 1);
}

/** The release that serves an API version first; undefined for a version that never existed. */
export function servedSince(api: string): string | undefined {
  const served: Readonly<Record<string, string>> = table.apiVersions;
  return Object.hasOwn(served, api) ? served[api] : undefined;
}

/** The Kubernetes minor whose library a release embeds: it decides which fields of containers exist. */
export function libraryOf(release: Release): number {
  const libraries: Readonly<Record<string, number>> = table.libraries;
  return libraries[`1.${release.minor}`] ?? libraries['1.0'] ?? 0;
}
