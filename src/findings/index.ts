export { fileStatus } from './file-status.ts';
export { locate, referenceOf, toFinding } from './finding.ts';
export { fingerprint } from './fingerprint.ts';
export { type MergedHit, merge } from './merge.ts';
export { type OwnRules, ownRules } from './own-rules.ts';
export type { ProfileHits } from './profile.ts';
export { readerFindings } from './reader.ts';
export { byPlace, toReport } from './report.ts';
export { type SuppressOptions, suppress } from './suppress.ts';
