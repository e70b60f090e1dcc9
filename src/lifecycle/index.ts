export { type PodContext, readPod, type WrittenPod } from './pod.ts';
export { type PodFacts, podFacts } from './pod-facts.ts';
export {
  type Amounts,
  containerNeeds,
  isGuaranteed,
  limitRangeDefaults,
  type Needs,
  type PodNeeds,
  podNeeds,
} from './resources.ts';
