import manifest from '../package.json' with { type: 'json' };

/** What package.json says about this program: the one source of its version and of every documentation link. */
export const product = {
  name: manifest.name,
  version: manifest.version,
  homepage: manifest.homepage,
  issues: `${manifest.homepage}/issues`,
} as const;

/** The page that explains a rule: its section in the page of its category. */
export function docsUrl(ruleId: string): string {
  const [category = '', name = ''] = ruleId.split('/');
  return `${product.homepage}/blob/main/rules/${category}.md#${name}`;
}
