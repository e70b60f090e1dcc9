/** What a conformance run found. `lines` are for people: differing ids with both sides, reasons of what was skipped. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
  lines: string[];
}
