/** `npm run build`: src/ → dist/. The program and the library as bundles, the library's types, the licences of what is bundled. */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { bundleOptions } from './bundle.ts';

rmSync('dist', { recursive: true, force: true });
const { metafile } = await build({ ...bundleOptions, outdir: 'dist', logLevel: 'warning' });
chmodSync('dist/main.js', 0o755);
writeFileSync('dist/licenses.txt', licenses(metafile));
declarations();

/** Bundled packages ask for their notice to go with them. */
function licenses({ inputs }: Metafile): string {
  const packages = new Set(
    Object.keys(inputs).map((file) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? ''),
  );
  packages.delete('');
  const notices = [...packages].sort().map((name) => {
    const folder = join('node_modules', name);
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    // package.json of a published package: both members are text.
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<
      string,
      string
    >;
    return `${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
}

function declarations(): void {
  const require = createRequire(import.meta.url);
  const compiler = join(require.resolve('typescript/package.json'), '../bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { stdio: 'inherit' });
  // JSON outside src/ makes the compiler repeat the folder.
  renameSync('dist/declarations/src', 'dist/types');
  rmSync('dist/declarations', { recursive: true });
  for (const file of readdirSync('dist/types', { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join('dist/types', file);
    // The compiler rewrites the endings of imports in programs, not in declarations.
    const text = readFileSync(path, 'utf8').replaceAll(/((?:from |import\()['"]\.{1,2}\/[^'"]+)\.ts(?=['"])/g, '$1.js');
    writeFileSync(path, text);
  }
}
