import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ratio, rounds } from './rounds.ts';

/** The command on one file against a Node script that does nothing. */
export async function start(): Promise<string[]> {
  if (!existsSync('dist/main.js')) return ['start: dist/ is missing; npm run build'];
  const { NODE_EXTRA_CA_CERTS: _unset, ...env } = process.env;
  const node = (...args: string[]) => spawnSync(process.execPath, args, { env });
  const file = 'test-cases/examples/right.yaml';
  const times = await rounds(15, {
    empty: () => node('-e', '0'),
    version: () => node('dist/main.js', '--version'),
    lint: () => node('dist/main.js', 'lint', '--no-config', file),
  });
  return [
    `start --version     ${ratio(times.version, times.empty)} × an empty Node script`,
    `start lint one file ${ratio(times.lint, times.empty)} × an empty Node script`,
  ];
}
