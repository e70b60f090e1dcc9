export { type Anchored, anchored } from './anchored.ts';
export { fileStatus } from './file-status.ts';
export { locate, referenceOf, toFinding } from './finding.ts';
export { type MergedHit, merge } from './merge.ts';
export { type OwnRules, ownRules } from './own-rules.ts';
export type { ProfileHits } from './profile.ts';
export { readerFindings } from './reader.ts';
export { inOrder, toReport } from './report.ts';
export { type SuppressOptions, suppress } from './suppress.ts';
