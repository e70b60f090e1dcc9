export {
  buildInventory,
  type Inventory,
  type InventoryOptions,
  type NamespaceLabels,
  type NodeRelease,
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
export { canonicalText, namespaceOf } from './order.ts';
export {
  isConvertible,
  type SelectorProblem,
  type SelectorTerm,
  selectorMatches,
  selectorProblems,
  selectorTerms,
  termMatches,
} from './selectors.ts';
