import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { TLSSocket } from 'node:tls';
import { Cluster, connect } from '../../cluster/index.ts';
import { registerTargets, registerWatches } from './cluster-metrics.ts';
import { ClusterView } from './cluster-view.ts';
import { answerHealth, answerPlain } from './health.ts';
import { createLog } from './log.ts';
import { Metrics } from './metrics.ts';
import { Reviews, send } from './reviews.ts';
import { defaultLimits, type Limits, type ServeSettings } from './settings.ts';
import { State } from './state.ts';

export interface Running {
  port: number;
  metricsPort: number;
  /** Looks at the files now; `force` loads the policy even if none of its files has changed. */
  refresh(force: boolean): Promise<void>;
  /** Readiness goes first, then connections that are idle, then the rest as it ends. `drain`: milliseconds before that. */
  stop(drain?: number): Promise<void>;
}

const paths = ['/', '/validate'];

/** Starts serving. Throws an Error that tells what is wrong with the policy, the certificate or a port. */
export async function start(settings: ServeSettings, changed: Partial<Limits> = {}): Promise<Running> {
  const limits = { ...defaultLimits, ...changed };
  const log = createLog(settings.write);
  const metrics = new Metrics();
  const cluster = settings.cluster && new Cluster(await connect(settings.cluster), settings.cluster.times);
  const state = new State(settings, log, metrics, cluster);
  await state.load();
  registerTargets(metrics.registry, {
    targets: () => state.reviewer?.targets ?? [],
    kubelet: () => cluster?.oldestKubelet,
  });
  const reviews = new Reviews({
    reviewer: () => state.reviewer,
    onRuleError: settings.onRuleError,
    limits,
    log,
    metrics,
    isClosing: () => state.isClosing,
  });
  const secure = secureServer(settings, state, limits, (request, response) => {
    if (!answerHealth(request, response, state)) route(request, response, reviews, settings);
  });
  const plain = createServer((request, response) => void answerPlain(request, response, state, metrics));
  const [port = 0, metricsPort = 0] = await listen([
    [secure, settings.port],
    [plain, settings.metricsPort],
  ]);
  const stopRefreshing = repeat(() => state.refresh(false), limits.poll);
  if (cluster !== undefined) keep(cluster, state, metrics, new ClusterView(cluster, log, limits.settle));
  log.info({ port, metricsPort }, 'serving');
  return {
    port,
    metricsPort,
    refresh: (force) => state.refresh(force),
    async stop(drain = limits.drain) {
      state.isClosing = true;
      log.info('shutting down');
      await pause(drain);
      stopRefreshing();
      cluster?.close();
      await Promise.all([secure, plain].map((server) => close(server, Math.min(drain, 1_000))));
      log.info('stopped');
    },
  };
}

/** Reviews are judged beside the cluster from now on. */
function keep(cluster: Cluster, state: State, { registry }: Metrics, view: ClusterView): void {
  state.view = view;
  registerWatches(registry, cluster);
  cluster.onChange = () => void state.follow();
  cluster.start();
}

function secureServer(
  { clientCa }: ServeSettings,
  state: State,
  { keepAlive }: Limits,
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): SecureServer {
  const options = {
    ...state.certificate?.options,
    // One connection for each call under way is what API servers open for HTTP/1.1; h2 is offered by some and has no advantage here.
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: 10_000,
    keepAliveTimeout: keepAlive,
    headersTimeout: 10_000,
    requestTimeout: 35_000,
    connectionsCheckingInterval: 2_000,
    noDelay: true,
    // Probes come without a certificate; who asks for a review is looked at below.
    ...(clientCa === undefined ? {} : { requestCert: true, rejectUnauthorized: false }),
  };
  const server = createSecureServer(options, handle);
  state.onCertificate = (certificate) => server.setSecureContext(certificate.options);
  return server;
}

function route(request: IncomingMessage, response: ServerResponse, reviews: Reviews, settings: ServeSettings): void {
  const text = { 'Content-Type': 'text/plain; charset=utf-8' };
  const isKnown = !(request.socket instanceof TLSSocket) || request.socket.authorized;
  const path = request.url?.split('?')[0] ?? '';
  if (paths.includes(path) && request.method === 'POST' && (settings.clientCa === undefined || isKnown)) {
    reviews.handle(request, response);
    return;
  }
  request.resume();
  if (!paths.includes(path)) send(response, 404, `reviews go to ${paths.join(' or ')}\n`, text);
  else if (request.method !== 'POST') send(response, 405, 'reviews are posted\n', { ...text, Allow: 'POST' });
  else send(response, 401, 'a client certificate of the stated authority is needed\n', text);
}

/** Both ports or none. */
async function listen(servers: readonly (readonly [Server | SecureServer, number])[]): Promise<number[]> {
  try {
    return await Promise.all(servers.map(([server, port]) => listenOn(server, port)));
  } catch (error) {
    for (const [server] of servers) server.close();
    throw error;
  }
}

function listenOn(server: Server | SecureServer, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(new Error(`port ${port} cannot be used: ${error.message}`)));
    server.listen(port, () => {
      // A server on a port has an address of this form.
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** One at a time, and not a reason for the process to stay. */
function repeat(work: () => Promise<void>, milliseconds: number): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    void work().finally(() => {
      isBusy = false;
    });
  }, milliseconds);
  timer.unref();
  return () => clearInterval(timer);
}

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Takes no more connections and lets reviews under way end; API servers wait for one no longer than 30 s. A connection that is open but
 * has sent nothing yet is about to: `settle` milliseconds are left to it. Node's own `close` of a server would cut it off at once.
 */
function close(server: Server | SecureServer, settle: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setTimeout(() => server.close(), settle);
    const force = setTimeout(() => server.closeAllConnections(), 15_000);
    NetServer.prototype.close.call(server, () => {
      clearTimeout(idle);
      clearTimeout(force);
      // Once more, for what a server of HTTP has besides connections.
      server.close();
      resolve();
    });
  });
}
