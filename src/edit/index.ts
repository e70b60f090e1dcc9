export { applyEdits, type DocumentChange, type Edited, edit, type TextEdit } from './edit.ts';
