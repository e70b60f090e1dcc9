import manifest from '../package.json' with { type: 'json' };

/** What package.json says about this program: the one source of its version and of every documentation link. */
export const product = {
  name: manifest.name,
  version: manifest.version,
  homepage: manifest.homepage,
  issues: `${manifest.homepage}/issues`,
} as const;
