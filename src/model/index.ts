export * from './admission.ts';
export * from './cause.ts';
export * from './facts/index.ts';
export * from './finding.ts';
export * from './fix.ts';
export * from './json.ts';
export * from './manifest.ts';
export type { Pointer } from './pointer.ts';
export {
  escapeSegment,
  isWithin,
  join,
  lastSegment,
  nearestExisting,
  parent,
  resolve,
  segments,
  toFieldPath,
} from './pointer.ts';
export { parseQuantity } from './quantity.ts';
export * from './source.ts';
export * from './target.ts';
export { editDistance, isPlaceholder, nearest } from './text.ts';
export * from './workload.ts';
