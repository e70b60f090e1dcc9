export { volumeReferences } from './bindings/volume-references.ts';
export { kruiseUnknownFields, newerFields } from './facts/fields.ts';
export { injections, matchingSets } from './facts/injections.ts';
export { sidecarSets } from './facts/sidecar-sets.ts';
export { virtualNodeTerms } from './facts/virtual-node-terms.ts';
export { type Match, matches, type PodIdentity } from './match.ts';
export type { KruiseTarget } from './release.ts';
export { isSidecarSet, virtualNodeLabel } from './sidecar-set.ts';
