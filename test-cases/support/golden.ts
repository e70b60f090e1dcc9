import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';

/** Set by `npm run update`: golden files are then written, not compared. What a case means stands in its name and never changes. */
const updating = process.env.SIDECARLINT_UPDATE === '1';

/** Compares `actual` with the golden file, byte for byte. A missing file counts as empty. */
export function golden(file: string, actual: string): void {
  const expected = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (expected === actual) return;
  if (!updating) assert.fixture(actual, expected, `${file} differs; if the new text is right: npm run update`);
  else writeFileSync(file, actual);
}
