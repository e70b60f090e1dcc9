import { request as plainRequest } from 'node:http';
import { type RequestOptions, request as secureRequest } from 'node:https';
import type { Answer, ApiServer } from './api-server.ts';
import { ClusterError } from './error.ts';

export interface ConnectOptions {
  /** A kubeconfig file. Absent: what KUBECONFIG names, ~/.kube/config, or the service account of the pod. */
  kubeconfig?: string;
  /** A context of it other than the current one. */
  context?: string;
}

type Client = typeof import('@kubernetes/client-node');
type KubeConfig = InstanceType<Client['KubeConfig']>;

/** No byte for so long and an answer counts as lost. Of a watch without events nobody hears, bookmarks included: TCP asks whether it lives. */
const idle = 60_000;

/**
 * The way to the cluster that a kubeconfig names. The official client finds the address and proves who asks, exec plug-ins and tokens
 * that expire included. `load`: a test hands in a package that is not there.
 * @throws {ClusterError}
 */
export async function connect(options: ConnectOptions = {}, load: () => Promise<Client> = client): Promise<ApiServer> {
  const { KubeConfig } = await installed(load);
  const config = new KubeConfig();
  read(config, options);
  const address = config.getCurrentCluster()?.server;
  if (address === undefined) throw new ClusterError(`context '${config.getCurrentContext()}' names no cluster`);
  return { address, get: (path, signal, isWatch = false) => get(config, address, path, signal, isWatch ? 0 : idle) };
}

const client = (): Promise<Client> => import('@kubernetes/client-node');

async function installed(load: () => Promise<Client>): Promise<Client> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new ClusterError(
      '--cluster needs the package @kubernetes/client-node, which is not installed: npm install @kubernetes/client-node@1.4.0 (-g where sidecarlint is global)',
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

function read(config: KubeConfig, { kubeconfig, context }: ConnectOptions): void {
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new ClusterError(`the kubeconfig cannot be used: ${error instanceof Error ? error.message : String(error)}`);
  }
  const names = config.getContexts().map(({ name }) => name);
  // What the client makes up when it finds nothing.
  if (kubeconfig === undefined && config.getCurrentCluster()?.server === 'http://localhost:8080') {
    throw new ClusterError(
      'no cluster is known: name a file with --kubeconfig, set KUBECONFIG, or run inside a pod with a service account',
    );
  }
  if (context !== undefined && !names.includes(context)) {
    throw new ClusterError(`the kubeconfig has no context '${context}'; it has ${names.join(', ')}`);
  }
  if (context !== undefined) config.setCurrentContext(context);
}

/** `patience`: milliseconds without a byte; 0 for any. */
async function get(
  config: KubeConfig,
  address: string,
  path: string,
  signal: AbortSignal,
  patience: number,
): Promise<Answer> {
  const url = new URL(address.replace(/\/$/, '') + path);
  const options: RequestOptions = { headers: { Accept: 'application/json' }, signal };
  await config.applyToHTTPSOptions(options);
  const send = url.protocol === 'http:' ? plainRequest : secureRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, options, (response) => resolve({ status: response.statusCode ?? 0, body: response }));
    request.on('socket', (socket) => socket.setKeepAlive(true, 30_000));
    request.setTimeout(patience, () => request.destroy(new Error(`${url.host} said nothing for ${patience / 1000} s`)));
    request.on('error', reject);
    request.end();
  });
}
