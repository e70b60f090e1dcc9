/** As much of an API server as lists, watches and tells what it is: on 127.0.0.1, plain or with a certificate. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { JsonObject } from '../../src/model/index.ts';

export interface Stored extends JsonObject {
  metadata: JsonObject;
}

interface Collection {
  objects: Map<string, Stored>;
  watches: Set<ServerResponse>;
}

/** Answers a request in place of the server; false leaves it to the server. */
type Interference = (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;

export class FakeApiServer {
  gitVersion = 'v1.33.2';
  /** Text of /metrics; '' answers 403. */
  metrics = 'kubernetes_feature_enabled{name="SidecarContainers",stage=""} 1\n';
  /** resourceVersion of the last change. */
  version = 100;
  /** Stands before every answer. */
  interfere: Interference = () => false;
  /** 'GET path?query' of all requests. */
  readonly requests: string[] = [];
  readonly #collections = new Map<string, Collection>();
  readonly #single = new Map<string, JsonObject>();
  readonly #sockets = new Set<Socket>();
  readonly #certificate: { cert: string; key: string } | undefined;
  readonly #server: ReturnType<typeof createServer>;

  /** `certificate`: PEM, for localhost. */
  constructor(certificate?: { cert: string; key: string }) {
    const answer = (request: IncomingMessage, response: ServerResponse): void => this.#answer(request, response);
    this.#certificate = certificate;
    this.#server = certificate === undefined ? createServer(answer) : createSecureServer(certificate, answer);
  }

  async start(port = 0): Promise<number> {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve) =>
      this.#server.listen(port, this.#certificate === undefined ? '127.0.0.1' : 'localhost', resolve),
    );
    return this.port;
  }

  get port(): number {
    // A server on a port has an address of this form.
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.disconnect();
    await closed;
  }

  /** A kubeconfig for it. */
  get kubeconfig(): string {
    const authority = Buffer.from(this.#certificate?.cert ?? '').toString('base64');
    const cluster =
      authority === ''
        ? { server: `http://127.0.0.1:${this.port}`, 'insecure-skip-tls-verify': true }
        : { server: `https://localhost:${this.port}`, 'certificate-authority-data': authority };
    return JSON.stringify({
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'fake', cluster }],
      users: [{ name: 'me', user: { token: 'secret' } }],
      contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'me' } }],
      'current-context': 'fake',
    });
  }

  /** Makes the path of a kind exist: '/apis/apps.kruise.io/v1alpha1/sidecarsets'. */
  serve(path: string, ...objects: Stored[]): void {
    this.#collections.set(path, { objects: new Map(), watches: new Set() });
    for (const object of objects) this.put(path, object);
  }

  /** One object at a path of its own. */
  serveOne(path: string, object: JsonObject): void {
    this.#single.set(path, object);
  }

  remove(path: string): void {
    for (const watch of this.#collections.get(path)?.watches ?? []) watch.end();
    this.#collections.delete(path);
  }

  put(path: string, object: Stored): void {
    const { objects } = this.#collection(path);
    const key = nameOf(object);
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    this.version += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.version) } };
    objects.set(key, stored);
    this.send(path, { type, object: stored });
  }

  drop(path: string, name: string): void {
    const { objects } = this.#collection(path);
    const object = objects.get(name);
    objects.delete(name);
    this.version += 1;
    if (object !== undefined) this.send(path, { type: 'DELETED', object });
  }

  bookmark(path: string): void {
    this.version += 1;
    this.send(path, { type: 'BOOKMARK', object: { metadata: { resourceVersion: String(this.version) } } });
  }

  /** A line to everybody who watches. */
  send(path: string, event: unknown): void {
    for (const watch of this.#collection(path).watches) watch.write(`${JSON.stringify(event)}\n`);
  }

  watchers(path: string): number {
    return this.#collections.get(path)?.watches.size ?? 0;
  }

  /** Cuts every connection. */
  disconnect(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #collection(path: string): Collection {
    const found = this.#collections.get(path);
    if (found === undefined) throw new Error(`${path} is not served`);
    return found;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://fake');
    this.requests.push(`${request.method} ${request.url}`);
    if (this.interfere(request, response, url)) return;
    const single = this.#single.get(url.pathname);
    const collection = this.#collections.get(url.pathname);
    if (url.pathname === '/version') json(response, 200, { gitVersion: this.gitVersion, minor: '' });
    else if (url.pathname === '/metrics' && this.metrics !== '') response.end(this.metrics);
    else if (url.pathname === '/metrics')
      json(response, 403, { message: 'forbidden: User "me" cannot get path "/metrics"' });
    else if (single !== undefined) json(response, 200, single);
    else if (collection === undefined) json(response, 404, { kind: 'Status', code: 404, message: 'not found' });
    else if (url.searchParams.has('watch')) this.#watch(collection, url, response);
    else this.#list(collection, url, response);
  }

  #list({ objects }: Collection, { searchParams }: URL, response: ServerResponse): void {
    const all = [...objects.values()];
    const limit = Number(searchParams.get('limit') ?? all.length);
    const from = Number(searchParams.get('continue') ?? 0);
    const rest = from + limit < all.length ? { continue: String(from + limit) } : {};
    const metadata = { resourceVersion: String(this.version), ...rest };
    // As built-in kinds do it: items say neither kind nor apiVersion.
    const items = all.slice(from, from + limit).map(({ kind: _, apiVersion: __, ...item }) => item);
    json(response, 200, { metadata, items });
  }

  #watch({ objects, watches }: Collection, { searchParams }: URL, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    const since = Number(searchParams.get('resourceVersion'));
    for (const object of objects.values()) {
      const isNew = Number(object.metadata.resourceVersion) > since;
      if (isNew) response.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
    }
    watches.add(response);
    response.on('close', () => watches.delete(response));
  }
}

function json(response: ServerResponse, status: number, body: JsonObject): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}

const nameOf = ({ metadata }: Stored): string =>
  metadata.namespace === undefined ? String(metadata.name) : `${metadata.namespace}/${metadata.name}`;

/** Waits until something holds; fails after five seconds. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = Date.now() + 5_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
