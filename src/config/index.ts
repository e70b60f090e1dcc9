export { findConfig } from './find.ts';
export { type LoadedPolicy, type LoadOptions, loadPolicy } from './load.ts';
