export { manifests, manifestsIn } from './manifests.ts';
export { parse, parseAgain } from './parse.ts';
export { writeYaml } from './write.ts';
