export const exitCodes = { clean: 0, findings: 1, usage: 2, bug: 3 } as const;

/** The user can put it right: a wrong option, path, configuration or rule. The message says how. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
