export { afterServer } from './after-server.ts';
export { checkConfig } from './config.ts';
export { PolicyError, type PolicyProblem, printProblem, type ReadConfig } from './errors.ts';
export { unknownRule } from './names.ts';
export { onlyRules } from './only-rules.ts';
export { createPolicy, type Policy, type PolicyParts } from './policy.ts';
export { type RuleSource, readRule } from './rule-file.ts';
