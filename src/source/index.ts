export { manifests, manifestsIn } from './manifests.ts';
export { parse } from './parse.ts';
