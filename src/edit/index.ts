export { type DocumentChange, type Edited, edit } from './edit.ts';
export { applyFixes, type Fixed } from './fixes.ts';
export type { TextEdit } from './text-edit.ts';
