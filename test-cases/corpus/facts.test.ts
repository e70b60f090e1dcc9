/** Facts over real manifests: nothing crashes, every place exists, no ordinary name is taken for a marker. */
import { existsSync, readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keptOf, podFacts, readPod } from '../../src/lifecycle/index.ts';
import { type Manifest, resolve } from '../../src/model/index.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { createCatalogue, workloads } from '../../src/workload/index.ts';
import { catalogueOf, sheet } from '../support/catalogue.ts';

const corpus = '../shared/corpus';
const context = { hasService: false, limitRanges: [], sidecarSetOf: () => '' };

function corpusManifests(): Manifest[] {
  const files = globSync(['**/*.{yaml,yml,json,injected}'], { cwd: corpus, dot: true }).sort();
  return files.flatMap((uri) => manifests(parse({ uri, text: readFileSync(`${corpus}/${uri}`, 'utf8') })));
}

test('facts of the whole corpus', () => {
  if (!existsSync(corpus)) return console.log(`skipped: ${corpus} is not here`);
  const catalogue = createCatalogue();
  const roles = new Map<string, number>();
  const markers: string[] = [];
  let pods = 0;
  for (const manifest of corpusManifests()) {
    for (const workload of workloads(manifest)) {
      pods += 1;
      const pod = readPod(workload, catalogue);
      const facts = podFacts(pod, keptOf(pod, workload.podSpec), context);
      const lists = [facts.pods, facts.containers, facts.probes, facts.references, facts.graceUses, facts.markers];
      for (const { pointer, places = {} } of lists.flat())
        for (const at of [pointer, ...Object.values(places).flatMap((place) => place?.pointer ?? [])])
          assert.is.not(resolve(manifest.object, at), undefined, `${manifest.origin?.uri}: no such place: ${at}`);
      markers.push(...facts.markers.map(({ self }) => `${manifest.origin?.uri}: ${self.name}`));
      for (const { self } of facts.containers)
        if (!self.role.byNameOnly) roles.set(self.role.id, (roles.get(self.role.id) ?? 0) + 1);
    }
  }
  assert.ok(pods > 1500, `only ${pods} pod specs`);
  assert.equal(markers, [], 'names without an outer underscore or ECI are ordinary');
  for (const [id, count] of Object.entries({
    'istio-proxy': 60,
    'istio-init': 50,
    'kube-rbac-proxy': 11,
    'otel-collector': 15,
  }))
    assert.ok((roles.get(id) ?? 0) >= count, `${id}: ${roles.get(id)}`);
});

test('the catalogue is what the script makes of the sheet', () => {
  if (!existsSync(sheet)) return console.log(`skipped: ${sheet} is not here`);
  const made = JSON.parse(readFileSync('src/workload/catalogue.json', 'utf8'));
  assert.equal(
    made,
    JSON.parse(JSON.stringify(catalogueOf(readFileSync(sheet, 'utf8')))),
    'npx tsx test-cases/support/catalogue.ts',
  );
});

test.run();
