export { fingerprint } from './fingerprint.ts';
export { locate, referenceOf, toFinding } from './finding.ts';
export { type MergedHit, merge } from './merge.ts';
export type { ProfileHits } from './profile.ts';
export { readerFindings } from './reader.ts';
export { byPlace, toReport } from './report.ts';
export { type SuppressOptions, suppress } from './suppress.ts';
export { type OwnRules, ownRules } from './own-rules.ts';
