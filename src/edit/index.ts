export { type DocumentChange, type Edited, edit } from './edit.ts';
export { applyFixes, type Fixed } from './fixes.ts';
export { applyEdits, type TextEdit } from './text-edit.ts';
