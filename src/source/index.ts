export { manifests } from './manifests.ts';
export { parse } from './parse.ts';
