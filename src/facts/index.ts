export { containerAt, containerNames } from './containers-at.ts';
export { type FactContext, subjectsOf } from './subject.ts';
