import { buildInventory, type Inventory } from '../../src/inventory/index.ts';
import type { Manifest } from '../../src/model/index.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { workloads } from '../../src/workload/index.ts';

/** The manifests of a YAML text; templates of tests are read by the same reader as users' files. */
export function manifestsOf(text: string, uri = 'test.yaml'): Manifest[] {
  return manifests(parse({ uri, text }));
}

/** The one manifest of a YAML text. */
export function manifestOf(text: string, uri?: string): Manifest {
  const [manifest, ...others] = manifestsOf(text, uri);
  if (manifest === undefined || others.length > 0) throw new Error(`one manifest expected in:\n${text}`);
  return manifest;
}

export function inventoryOf(found: readonly Manifest[], complete = false): Inventory {
  return buildInventory(found, { complete, workloadsOf: workloads });
}
