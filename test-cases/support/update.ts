/** Rewrites golden files: `npm run update`, or `npm run update -- cli` for those of some tests. Review the difference before committing. */
import { spawnSync } from 'node:child_process';

const { status } = spawnSync(
  process.execPath,
  ['--import', 'tsx', 'test-cases/support/run.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, SIDECARLINT_UPDATE: '1' } },
);
process.exitCode = status ?? 1;
