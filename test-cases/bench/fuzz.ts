import { fuzzObjects, fuzzPrefixes, shortManifests } from '../support/fuzz.ts';

/** Ten thousand random objects and every prefix of two hundred manifests: fails at the first that is not answered. */
export async function fuzz(): Promise<string[]> {
  const manifests = shortManifests(200);
  const runs = {
    objects: () => fuzzObjects(10_000, 1),
    [`prefixes of ${manifests.length} manifests`]: () => fuzzPrefixes(manifests),
  };
  return Object.entries(runs).map(([name, run]) => {
    const begin = performance.now();
    const { answered, slowest } = run();
    const seconds = ((performance.now() - begin) / 1000).toFixed(0);
    return `fuzz ${answered} ${name} answered in ${seconds} s, the slowest in ${slowest.milliseconds.toFixed(0)} ms: ${slowest.what}`;
  });
}
