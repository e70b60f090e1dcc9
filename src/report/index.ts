export { formatAdmission, formatAdmissionJson } from './admission.ts';
export { unifiedDiff } from './diff.ts';
export { escapeUnsafe, safeJson } from './escape.ts';
export { formatGithub } from './github.ts';
export { formatJson } from './json.ts';
export { policyReports } from './policy-report.ts';
export {
  cleanResult,
  failureResult,
  findingResult,
  type PolicyResult,
  type ResultOptions,
  silencedResult,
} from './policy-results.ts';
export { wrap } from './prose.ts';
export { createRedaction } from './redaction.ts';
export { formatSarif } from './sarif.ts';
export type { RuleHelp } from './sarif-rule.ts';
export { outcomeWords } from './strip.ts';
export { createStyle, type Style } from './style.ts';
export { summarize } from './summary.ts';
export { formatText } from './text.ts';
