import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundleOptions } from '../support/bundle.ts';

test('help and version load neither the core nor a package', async () => {
  const { metafile } = await build({ ...bundleOptions, entryPoints: ['src/main.ts'], outdir: 'dist', write: false });
  const { outputs } = metafile;
  /** What a file loads before its first line runs. */
  const before = (file: string): string[] => {
    const imports = (outputs[file]?.imports ?? []).filter(
      ({ kind, external }) => kind === 'import-statement' && external !== true,
    );
    return [file, ...imports.flatMap(({ path }) => before(path))];
  };
  const first = 'dist/main.js';
  const surfaces =
    outputs[first]?.imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path) ?? [];
  const cli = surfaces.filter((file) => before(file).some((each) => 'src/cli/run.ts' in (outputs[each]?.inputs ?? {})));
  assert.is(cli.length, 1, 'main.ts loads its surface when it runs');
  const inputs = [first, ...cli].flatMap(before).flatMap((file) => Object.keys(outputs[file]?.inputs ?? {}));
  assert.ok(inputs.includes('src/cli/run.ts'));
  assert.equal(
    inputs.filter((file) => !/^(src\/(main|product)\.ts|src\/(cli|model)\/.*|package\.json)$/.test(file)),
    [],
  );
});

test.run();
