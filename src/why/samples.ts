import { judge } from '../apiserver/index.ts';
import type { JsonObject, Manifest, Target, Verdict } from '../model/index.ts';
import { rows, type Sample } from './rows.ts';

/** What the API server of a minor makes of a sample, gates being as they are by default. */
export function verdictOn(sample: Manifest, minor: number): Verdict {
  const target: Target = {
    name: `1.${minor}`,
    minor,
    gates: {},
    platforms: ['kubernetes'],
    components: {},
    origin: 'default',
  };
  return judge(sample, target);
}

/** The object on which the row speaks; undefined for a row without one. */
export function sampleOf(check: string): Manifest | undefined {
  const sample = Object.hasOwn(rows, check) ? rows[check]?.sample : undefined;
  return sample === undefined ? undefined : manifestOf(sample);
}

function manifestOf({ kind = undefined, main, init, spec, job }: Sample): Manifest {
  const pod = {
    containers: [{ name: 'app', image: 'app', ...main }],
    initContainers: [{ name: 'proxy', image: 'proxy', ...init }],
    ...spec,
  };
  const labels = { app: 'app' };
  const template = { metadata: { labels }, spec: pod };
  const metadata = { name: 'app', namespace: 'default' };
  if (kind === 'Deployment') {
    return made('apps/v1', 'Deployment', { metadata, spec: { selector: { matchLabels: labels }, template } });
  }
  if (kind === 'Job') return made('batch/v1', 'Job', { metadata, spec: { template, ...job } });
  return made('v1', 'Pod', { metadata, spec: pod });
}

function made(apiVersion: string, kind: string, rest: JsonObject): Manifest {
  const group = apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
  return { object: { apiVersion, kind, ...rest }, apiVersion, kind, group, name: 'app', namespace: 'default' };
}
