/** The public API of sidecarlint. */
export { type AdmitOptions, admit, admitAll } from './admit.ts';
export { type LoadedPolicy, type LoadOptions, loadPolicy } from './config/index.ts';
export type { PolicyConfig } from './generated/config.ts';
export type { RuleFile } from './generated/rule.ts';
export { type LintOptions, lintObject, lintObjects, lintSources, lintText } from './lint.ts';
export type {
  Admission,
  Band,
  FieldValidation,
  FileStatus,
  Finding,
  JsonObject,
  JsonValue,
  Location,
  ObjectReference,
  Outcome,
  Platform,
  Pointer,
  Position,
  Range,
  Related,
  Report,
  Severity,
  Source,
  Target,
} from './model/index.ts';
export {
  createPolicy,
  type Policy,
  PolicyError,
  type PolicyParts,
  type PolicyProblem,
  type RuleSource,
} from './policy/index.ts';
export { parseTarget, parseTargets, TargetError, type TargetOptions } from './target/index.ts';
export { type AdmissionReview, ReviewError, type ReviewOptions, review } from './webhook/index.ts';
