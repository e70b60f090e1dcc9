/** `npm run build`: src/ → dist/, the program and the library as bundles, the library's types beside them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

/** Third-party code stays out of the bundles: users get its fixes without waiting for ours. */
const packages = 'external';
rmSync('dist', { recursive: true, force: true });

await build({
  entryPoints: ['src/main.ts', 'src/index.ts'].filter((file) => existsSync(file)),
  outdir: 'dist',
  bundle: true,
  // What a command does not need is in chunks that it never loads.
  splitting: true,
  chunkNames: 'chunk-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages,
  minifySyntax: true,
  legalComments: 'none',
  logLevel: 'warning',
});
chmodSync('dist/main.js', 0o755);

const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/package.json').replace('package.json', 'bin/tsc');
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
process.exitCode = status ?? 1;
