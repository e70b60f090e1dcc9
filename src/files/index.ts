export { type FindOptions, type Found, findFiles, isFound } from './find.ts';
export { pathMatcher } from './matches.ts';
export { decode, type ReadResult, readSource, readStdin } from './read.ts';
export type { Note } from './walk.ts';
