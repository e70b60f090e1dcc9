/**
 * First minors of behaviour older than the recorded servers. Known from OpenKruise, whose releases embed the validation of 1.22, 1.24 and
 * 1.26: 1.24 is without it, 1.26 has it, and 1.25 is taken to be like 1.26.
 */
export const since = {
  /** An unknown terminationMessagePolicy is answered with the list of those that are. */
  listsMessagePolicies: 25,
  /** Hooks and probes of init containers are refused as a whole; before, they are judged first, and are then Invalid. */
  forbidsInitHooks: 25,
  /** Two init containers without a name are not also duplicates of each other. */
  forgivesNamelessInits: 25,
} as const;
