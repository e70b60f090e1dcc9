import type { PolicyConfig } from '../generated/config.ts';
import type { Position } from '../model/index.ts';

/** One thing wrong with a rule file or the configuration. */
export interface PolicyProblem {
  /** The file, as given or relative to the configuration. */
  uri: string;
  /** 0-based; absent when the value did not come from a text we can point into. */
  position?: Position;
  message: string;
}

/** A configuration and its file, absolute. */
export interface ReadConfig {
  configPath: string;
  config: PolicyConfig;
}

/** A rule or the configuration is wrong: nothing is linted with it. */
export class PolicyError extends Error {
  readonly problems: readonly PolicyProblem[];
  /** The configuration, where it could be read and a rule, or what it says of rules, is wrong. */
  readonly read: ReadConfig | undefined;
  constructor(problems: readonly PolicyProblem[], read?: ReadConfig) {
    super(problems.map(printProblem).join('\n'));
    this.read = read;
    this.name = 'PolicyError';
    this.problems = problems;
  }
}

/** `file:line:column: message`, 1-based as editors count. */
export function printProblem(problem: PolicyProblem): string {
  const { position } = problem;
  const place = position === undefined ? problem.uri : `${problem.uri}:${position.line + 1}:${position.column + 1}`;
  return `${place}: ${problem.message}`;
}
