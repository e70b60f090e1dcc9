export { type Cut, cut } from './cut.ts';
export { manifests, manifestsIn } from './manifests.ts';
export { type Outline, outline, type Written, type WrittenEntry } from './outline.ts';
export { parse, parseAgain } from './parse.ts';
export { writeYaml } from './write.ts';
