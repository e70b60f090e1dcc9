import { listAt, stringAt } from '../model/index.ts';
import type { ServerFacts } from '../target/index.ts';
import { type ApiServer, getJson, getLines } from './api-server.ts';

/** @throws what keeps /version from being read: without it there is no target. */
export async function readFacts(server: ApiServer, signal: AbortSignal): Promise<ServerFacts> {
  const version = await getJson(server, '/version', signal);
  return {
    gitVersion: stringAt(version, 'gitVersion'),
    minor: stringAt(version, 'minor'),
    gates: await readGates(server, signal),
    kruise: await readKruise(server, signal),
  };
}

/** `kubernetes_feature_enabled{name="SidecarContainers",stage="BETA"} 1`: one line for each gate, since 1.26. */
const featureLine = /^kubernetes_feature_enabled\{[^}]*\bname="([A-Za-z0-9]{1,200})"[^}]*\}\s+([01])\b/;

async function readGates(server: ApiServer, signal: AbortSignal): Promise<ServerFacts['gates']> {
  const gates = new Map<string, boolean>();
  try {
    // Metrics of a large cluster are many megabytes: each line is looked at and let go.
    for await (const line of getLines(server, '/metrics', signal)) {
      const [, name, value] = featureLine.exec(line) ?? [];
      if (name !== undefined) gates.set(name, value === '1');
    }
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
  return gates.size === 0 ? { unknown: '/metrics has no kubernetes_feature_enabled' } : gates;
}

const deployment = '/apis/apps/v1/namespaces/kruise-system/deployments/kruise-controller-manager';

/** Nice to know, so nobody is told when it cannot be. */
async function readKruise(server: ApiServer, signal: AbortSignal): Promise<string> {
  try {
    const found = await getJson(server, deployment, signal);
    const containers = listAt(found, 'spec', 'template', 'spec', 'containers');
    const images = containers.map((container) => stringAt(container, 'image'));
    return images.map(tagOf).find((tag) => /^v?\d+\.\d+\.\d+/.test(tag)) ?? '';
  } catch {
    return '';
  }
}

/** 'v1.7.2' of 'registry:5000/openkruise/kruise-manager:v1.7.2@sha256:…'. */
function tagOf(image: string): string {
  const [path = ''] = image.split('@');
  const at = path.lastIndexOf(':');
  return at > path.lastIndexOf('/') ? path.slice(at + 1) : '';
}
