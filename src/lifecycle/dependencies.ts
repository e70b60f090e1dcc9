import { join, listAt, member, type Pointer, stringAt } from '../model/index.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { type Part, startsBefore, staysAlive } from './pod.ts';
import { hookText, pollsOf } from './waits.ts';

/** A literal reference between two containers of a pod, in terms of parts; the facts are made from it. */
export interface Dependency {
  kind: 'port' | 'socket' | 'postStart' | 'meshRedirect';
  text: string;
  from: Part;
  to: Part;
  pointer: Pointer;
  /** The port entry, or the other mention of the socket. */
  offer: Pointer;
  offeredEarlier: boolean;
  offeredByItself: boolean;
}

/** Init containers that send a pod's traffic to a proxy, and the proxies of their meshes. */
const redirects: ReadonlyMap<string, readonly string[]> = new Map([
  ['istio-init', ['istio-proxy', 'asm-proxy']],
  ['linkerd-init', ['linkerd-proxy']],
  ['kuma-init', ['kuma-sidecar']],
  ['osm-init', ['osm-envoy', 'envoy-bare']],
  ['appmesh-init', ['appmesh-envoy', 'envoy-bare']],
]);
const meshProxies: ReadonlySet<string> = new Set([
  'istio-proxy',
  'asm-proxy',
  'linkerd-proxy',
  'kuma-sidecar',
  'osm-envoy',
  'appmesh-envoy',
]);
/** Their traffic passes the redirection by: the proxies' own user ids. */
const exemptUsers = [1337, 2102];
const usesNetwork =
  /\b(?:curl|wget|nc|ncat|git|psql|pg_isready|mysql|mysqladmin|redis-cli|mongo|mongosh|nslookup|dig|migrate|aws|gsutil|kubectl|apt-get|apk|pip|npm)\b|:\/\//;

interface Located extends Mention {
  part: Part;
  /** 'volume path-inside' of a socket; '' outside the container's volumes. */
  file: string;
}

/** Nobody writes more; what is compared with one another has to stay few. */
const mostMentions = 200;

/** Who needs whom, from the literal words of the pod. */
export function dependenciesOf(parts: readonly Part[]): Dependency[] {
  const running = parts.filter((part) => part.class !== 'ephemeral');
  if (running.length < 2) return [];
  const mentions = running.flatMap(located);
  const byFile = new Map<string, Located[]>();
  for (const mention of mentions) {
    const same = byFile.get(mention.file);
    if (same === undefined) byFile.set(mention.file, [mention]);
    else same.push(mention);
  }
  const seen = new Set<string>();
  const direct = mentions.flatMap((mention) => {
    const found =
      mention.port > 0 ? portDependency(mention, running) : socketDependency(mention, byFile.get(mention.file) ?? []);
    const key = `${mention.part.position} ${found?.to.position} ${mention.port || mention.text}`;
    if (found === undefined || seen.has(key)) return [];
    seen.add(key);
    return [found];
  });
  return [
    ...direct,
    ...running.flatMap((part) => hookDependencies(part, running)),
    ...redirected(running),
    ...meshed(running),
  ];
}

/** Ports that a container's postStart hook waits for: until it returns, nothing later starts. */
function hookDependencies(from: Part, parts: readonly Part[]): Dependency[] {
  return pollsOf(hookText(from.written, 'postStart')).flatMap(({ text, port }): Dependency[] => {
    const to = parts.find((part) => part !== from && staysAlive(part) && portIndex(part, port) >= 0);
    if (to === undefined || portIndex(from, port) >= 0) return [];
    return [
      {
        kind: 'postStart',
        text,
        from,
        to,
        pointer: join(from.written.pointer, 'lifecycle', 'postStart'),
        offer: join(to.written.pointer, 'ports', portIndex(to, port)),
        offeredEarlier: to.class === 'sidecar' && startsBefore(to, from),
        offeredByItself: false,
      },
    ];
  });
}

/** The mentions of a container, each address once. */
function located(part: Part): Located[] {
  const found = new Map<string, Mention>();
  for (const mention of mentionsOf(part.written)) {
    const key = `${mention.text} ${mention.listens}`;
    if (!found.has(key)) found.set(key, mention);
  }
  return [...found.values()].slice(0, mostMentions).map((mention) => {
    return { ...mention, part, file: mention.port > 0 ? '' : sharedFile(part, mention.text) };
  });
}

function portDependency(mention: Located, parts: readonly Part[]): Dependency | undefined {
  if (mention.listens) return undefined;
  const from = mention.part;
  const offers = parts.filter((part) => part !== from && staysAlive(part) && portIndex(part, mention.port) >= 0);
  const earlier = offers.filter((part) => part.class === 'sidecar' && startsBefore(part, from));
  const to = earlier[0] ?? offers[0];
  if (to === undefined) return undefined;
  return {
    kind: 'port',
    text: mention.text,
    from,
    to,
    pointer: mention.pointer,
    offer: join(to.written.pointer, 'ports', portIndex(to, mention.port)),
    offeredEarlier: earlier.length > 0,
    offeredByItself: portIndex(from, mention.port) >= 0,
  };
}

function portIndex(part: Part, port: number): number {
  return part.written.ports.findIndex((declared) => declared.number === port);
}

/** A socket file in a volume that both containers mount; who listens shows in the words, or in who else could. */
function socketDependency(mention: Located, sameFile: readonly Located[]): Dependency | undefined {
  if (mention.file === '' || mention.listens) return undefined;
  const from = mention.part;
  const others = sameFile.filter((other) => other.part !== from && staysAlive(other.part));
  const listeners = others.filter((other) => other.listens);
  const only = from.class === 'init' && new Set(others.map((other) => other.part)).size === 1 ? others : [];
  const candidates = listeners.length > 0 ? listeners : only;
  const earlier = candidates.filter((other) => other.part.class === 'sidecar' && startsBefore(other.part, from));
  const to = earlier[0] ?? candidates[0];
  if (to === undefined) return undefined;
  return {
    kind: 'socket',
    text: mention.text,
    from,
    to: to.part,
    pointer: mention.pointer,
    offer: to.pointer,
    offeredEarlier: earlier.length > 0,
    offeredByItself: sameFile.some((other) => other.part === from && other.listens),
  };
}

function sharedFile(part: Part, text: string): string {
  let best = { path: '', volume: '' };
  for (const mount of listAt(part.written.raw, 'volumeMounts')) {
    const path = stringAt(mount, 'mountPath').replace(/\/$/, '');
    const isInside = path !== '' && text.startsWith(`${path}/`) && member(mount, 'subPath') === undefined;
    if (isInside && path.length > best.path.length) best = { path, volume: stringAt(mount, 'name') };
  }
  return best.volume === '' ? '' : `${best.volume} ${text.slice(best.path.length)}`;
}

/** Plain init containers that use the network between a mesh's redirection and the start of its proxy. */
function redirected(parts: readonly Part[]): Dependency[] {
  const redirect = parts.find((part) => part.class === 'init' && redirects.has(idOf(part)));
  const proxies = redirect === undefined ? [] : (redirects.get(idOf(redirect)) ?? []);
  const proxy = parts.find((part) => staysAlive(part) && proxies.includes(idOf(part)));
  if (redirect === undefined || proxy === undefined) return [];
  const between = parts.filter(
    (part) => part.class === 'init' && startsBefore(redirect, part) && startsBefore(part, proxy) && isRedirected(part),
  );
  return between.map((from) => ({
    kind: 'meshRedirect' as const,
    text: `redirection by ${redirect.written.name}`,
    from,
    to: proxy,
    pointer: from.written.pointer,
    offer: proxy.written.pointer,
    offeredEarlier: false,
    offeredByItself: false,
  }));
}

/** Helpers that send to somewhere else, and do so through the mesh proxy of their pod although no word of theirs says so. */
function meshed(parts: readonly Part[]): Dependency[] {
  const proxy = parts.find((part) => part.class === 'sidecar' && meshProxies.has(idOf(part)));
  if (proxy === undefined) return [];
  const senders = parts.filter((part) => part.class === 'sidecar' && part !== proxy && isSender(part));
  return senders.map((from) => ({
    kind: 'meshRedirect' as const,
    text: `traffic through ${proxy.written.name}`,
    from,
    to: proxy,
    pointer: from.written.pointer,
    offer: proxy.written.pointer,
    offeredEarlier: startsBefore(proxy, from),
    offeredByItself: false,
  }));
}

function isSender({ written: { match } }: Part): boolean {
  return !match.role.byNameOnly && (match.role.role === 'log-shipper' || match.role.role === 'tracing');
}

function idOf({ written: { match } }: Part): string {
  return match.role.byNameOnly ? '' : match.role.id;
}

function isRedirected({ written }: Part): boolean {
  const user = member(member(written.raw, 'securityContext'), 'runAsUser');
  if (written.isFileTool || exemptUsers.some((exempt) => exempt === user)) return false;
  return written.texts.some((text) => usesNetwork.test(text.slice(0, 4096)));
}
