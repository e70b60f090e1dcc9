export { containerAt, containerNames } from './containers-at.ts';
export { type EffectivePod, effectiveOf } from './effective.ts';
export { type Judgement, judgements, podsOf } from './pods.ts';
export { type Common, type FactContext, nothingInCommon, subjectsOf } from './subject.ts';
