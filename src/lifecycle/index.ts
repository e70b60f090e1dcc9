export { type Nanos, parseQuantity } from './quantity.ts';
export {
  type Amounts,
  containerNeeds,
  isGuaranteed,
  limitRangeDefaults,
  type Needs,
  type PodNeeds,
  podNeeds,
} from './resources.ts';
