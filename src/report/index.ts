export { escapeUnsafe } from './escape.ts';
export { formatGithub } from './github.ts';
export { formatJson } from './json.ts';
export { formatSarif, type SarifOptions } from './sarif.ts';
export type { RuleHelp } from './sarif-rule.ts';
export { outcomeWords } from './strip.ts';
export { createStyle, type Style } from './style.ts';
export { summarize } from './summary.ts';
export { formatText, type TextOptions } from './text.ts';
