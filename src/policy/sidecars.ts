import { patternProblem } from '../engine/index.ts';
import type { PolicyConfig } from '../generated/config.ts';
import { join } from '../model/index.ts';
import type { CatalogueEntry } from '../workload/index.ts';
import type { Complain } from './policy.ts';

type ConfiguredSidecar = NonNullable<PolicyConfig['sidecars']>[number];

/** Helper images of the configuration as entries of the catalogue. Their author knows them: what they say may carry an error. */
export function configuredSidecars(config: PolicyConfig, complain: Complain): CatalogueEntry[] {
  return (config.sidecars ?? []).map((sidecar, index) => {
    const problem = patternProblem(sidecar.image);
    if (problem !== '') {
      complain(join('/sidecars', index, 'image'), `'${sidecar.image}' is no regular expression: ${problem}`);
    }
    return entry(sidecar);
  });
}

function entry(sidecar: ConfiguredSidecar): CatalogueEntry {
  const { id, product, image, role, othersDepend, endsByItself, quitEndpoint } = sidecar;
  const ends = endsByItself ?? 'never';
  return {
    id,
    product: product ?? id,
    role,
    images: [image],
    alone: 'rare',
    need: 'image',
    othersDepend: othersDepend ?? 'no',
    endsByItself: ends,
    otherwise: ends === 'always' ? 'ends' : ends === 'never' ? 'stays' : 'unknown',
    daemon: ends === 'never',
    ...(quitEndpoint === undefined ? {} : { quit: quitEndpoint, quitEndpoint }),
    confidence: 'high',
  };
}
