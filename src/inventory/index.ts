export {
  buildInventory,
  type Inventory,
  type InventoryOptions,
  type NamespaceLabels,
  podLabels,
} from './inventory.ts';
export {
  isDnsLabel,
  isDnsSubdomain,
  type Labels,
  labelAt,
  labelProblems,
  labelsOf,
  labelValueProblems,
  qualifiedNameProblems,
} from './labels.ts';
export { kubeletMinor, type NodeRelease } from './nodes.ts';
export { canonicalText, namespaceOf } from './order.ts';
export { Questions, topicsOf } from './questions.ts';
export {
  isConvertible,
  type SelectorProblem,
  type SelectorTerm,
  selectorMatches,
  selectorProblems,
  selectorTerms,
  termMatches,
} from './selectors.ts';
