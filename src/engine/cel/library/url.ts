import { Fault } from '../errors.ts';
import { lengthCost, type Row } from '../overloads.ts';
import type { Value } from '../values.ts';
import { LibraryValue } from '../values.ts';

/** An absolute URL or an absolute path, by the rules of Go's net/url. */
export class Url extends LibraryValue {
  readonly type = 'kubernetes.URL';
  /** With a lower-case scheme and an escaped path. */
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;

  private constructor(text: string, scheme: string, host: string, path: string, query: string) {
    super();
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
    const behind = text.endsWith(`?${query}`) ? query.length + 1 : 0;
    const before = text.length - behind - path.length;
    this.text = scheme + text.slice(scheme.length, before) + this.escapedPath + text.slice(text.length - behind);
  }

  static parse(text: string): Url | undefined {
    // Control characters are what Go refuses first.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: see above
    if (text === '' || /[\x00-\x1f\x7f]/.test(text)) return undefined;
    const [, scheme = ''] = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text) ?? [];
    const rest = scheme === '' ? text : text.slice(scheme.length + 1);
    const mark = rest.indexOf('?');
    const [front, query] = mark < 0 ? [rest, ''] : [rest.slice(0, mark), rest.slice(mark + 1)];
    if (!front.startsWith('/')) return scheme === '' ? undefined : new Url(text, scheme.toLowerCase(), '', '', query);
    if (scheme === '' || !front.startsWith('//') || front.startsWith('///')) {
      return isEscaped(front) ? new Url(text, scheme.toLowerCase(), '', front, query) : undefined;
    }
    const [, authority = '', path = ''] = /^\/\/([^/]*)(.*)$/.exec(front) ?? [];
    const host = hostOf(authority);
    return host === undefined || !isEscaped(path) ? undefined : new Url(text, scheme.toLowerCase(), host, path, query);
  }

  equals(other: this): boolean {
    return this.text === other.text;
  }

  get port(): string {
    return /:(\d*)$/.exec(this.host)?.[1] ?? '';
  }

  get hostname(): string {
    return this.host.replace(/:\d*$/, '').replace(/^\[(.*)\]$/, '$1');
  }

  get escapedPath(): string {
    return this.path.replace(/[^A-Za-z0-9\-_.~!$&'()*+,;=:@/%[\]]+/gu, (part) => encodeURIComponent(part));
  }

  get values(): Record<string, Value> {
    const values: Record<string, string[]> = Object.create(null);
    for (const pair of this.query.split('&')) {
      const [, name, value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
      const [key, content] = [decode(name ?? ''), decode(value)];
      if (pair === '' || pair.includes(';') || key === undefined || content === undefined) continue;
      const known = values[key];
      if (known === undefined) values[key] = [content];
      else known.push(content);
    }
    return values;
  }
}

function isEscaped(text: string): boolean {
  return !/%(?![0-9a-fA-F]{2})/.test(text);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** The host and port behind an optional user; undefined when they cannot be one. */
function hostOf(authority: string): string | undefined {
  const at = authority.lastIndexOf('@');
  if (at >= 0 && !/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(authority.slice(0, at))) return undefined;
  const host = authority.slice(at + 1);
  const isHost = /^(?:\[[0-9a-fA-F:.]*(?:%25[^\]]*)?\]|[^\s\\^`{|}#[\]%:]*)(?::\d*)?$/.test(host);
  return isHost ? host : undefined;
}

function url(text: string): Url {
  const parsed = Url.parse(text);
  if (parsed === undefined) throw new Fault('bad-conversion', `'${text.slice(0, 100)}' is not an absolute URL`);
  return parsed;
}

const U = 'kubernetes.URL';

export const urlRows: readonly Row[] = [
  ['url', `(string): ${U}`, url, (text: string) => lengthCost(text.length)],
  [
    'isURL',
    '(string): bool',
    (text: string) => Url.parse(text) !== undefined,
    (text: string) => lengthCost(text.length),
  ],
  ['getScheme', `${U}.(): string`, (value: Url) => value.scheme],
  ['getHost', `${U}.(): string`, (value: Url) => value.host],
  ['getHostname', `${U}.(): string`, (value: Url) => value.hostname],
  ['getPort', `${U}.(): string`, (value: Url) => value.port],
  ['getEscapedPath', `${U}.(): string`, (value: Url) => value.escapedPath],
  ['getQuery', `${U}.(): map(string, list(string))`, (value: Url) => value.values],
];
