import { listAt, stringAt, valueAt } from '../model/index.ts';
import { type ApiServer, getJson } from './api-server.ts';
import type { Path } from './resources.ts';

/** A kind that the server has, and where it is listed. */
export interface Served extends Path {
  kind: string;
}

/**
 * Which of these kinds ('Pod', 'apps/Deployment') a server has and lists, each in the version it prefers: some groups keep kinds in
 * older versions only. `notes`: groups that cannot be asked, as when the server behind them is down.
 */
export async function served(
  server: ApiServer,
  kinds: readonly string[],
  signal: AbortSignal,
): Promise<{ kinds: Served[]; notes: string[] }> {
  const found = new Map<string, Served>();
  const notes: string[] = [];
  for (const version of await versionsOf(server, kinds, signal)) {
    const group = version.includes('/') ? version.slice(0, version.indexOf('/') + 1) : '';
    const root = `${group === '' ? '/api' : '/apis'}/${version}`;
    const answer = await getJson(server, root, signal).catch((error: Error) => error);
    if (answer instanceof Error) {
      notes.push(`kinds of ${version} are not read: ${answer.message}`);
      continue;
    }
    for (const resource of listAt(answer, 'resources')) {
      const [name, kind] = [stringAt(resource, 'name'), stringAt(resource, 'kind')];
      const key = group + kind;
      const isListed = listAt(resource, 'verbs').includes('list') && !name.includes('/');
      if (kinds.includes(key) && isListed && !found.has(key)) {
        found.set(key, { kind, apiVersion: version, path: `${root}/${name}` });
      }
    }
  }
  return { kinds: [...found.values()], notes };
}

/** 'v1', then the versions of the groups that may hold one of the kinds, the preferred one of each first. */
async function versionsOf(server: ApiServer, kinds: readonly string[], signal: AbortSignal): Promise<string[]> {
  const groups = new Set(kinds.map((kind) => kind.split('/').slice(0, -1).join('/')));
  const answer = await getJson(server, '/apis', signal);
  const versions = listAt(answer, 'groups')
    .filter((group) => groups.has(stringAt(group, 'name')))
    .flatMap((group) => {
      const all = listAt(group, 'versions').map((version) => stringAt(version, 'groupVersion'));
      return [stringAt(valueAt(group, 'preferredVersion'), 'groupVersion'), ...all];
    });
  return [...new Set(['v1', ...versions])].filter((version) => version !== '');
}
