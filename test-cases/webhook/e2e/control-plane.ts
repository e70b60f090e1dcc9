/** A real etcd and kube-apiserver on this machine, as tests of controllers start them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiClient, createClient } from './api-client.ts';

/** Milliseconds a program has until it answers. */
const patience = 90_000;
const token = 'administrator';

export interface ControlPlane {
  api: ApiClient;
  /** Temporary; gone after `stop`. */
  folder: string;
  stop(): Promise<void>;
}

/** `assets`: folder with both programs. Throws with the end of its log when one does not start; nothing is left running then. */
export async function startControlPlane(assets: string): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'control-plane-'));
  const running: ChildProcess[] = [];
  const stop = async (): Promise<void> => {
    for (const child of running.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  // Also when the tests are told to end.
  process.once('exit', () => {
    for (const child of running) child.kill('SIGKILL');
  });
  const launch = (program: string, options: Record<string, string>): void => {
    const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    const log = openSync(join(folder, `${program}.log`), 'w');
    running.push(spawn(join(assets, program), args, { stdio: ['ignore', log, log] }));
  };
  try {
    const [clientPort = 0, peerPort = 0, port = 0] = await Promise.all([1, 2, 3].map(freePort));
    const etcd = `http://127.0.0.1:${clientPort}`;
    launch('etcd', etcdOptions(folder, etcd, `http://127.0.0.1:${peerPort}`));
    launch('kube-apiserver', serverOptions(folder, etcd, port));
    const api = createClient(port, token);
    await until('the API server is ready', async () => {
      const dead = running.find(({ exitCode }) => exitCode !== null);
      if (dead !== undefined) throw new Error(`${dead.spawnfile} ended:\n${logEnd(folder, dead)}`);
      return (await api.call('GET', '/readyz')).status === 200;
    });
    return { api, folder, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function etcdOptions(folder: string, client: string, peer: string): Record<string, string> {
  return {
    'data-dir': join(folder, 'etcd'),
    'listen-client-urls': client,
    'advertise-client-urls': client,
    'listen-peer-urls': peer,
    'initial-advertise-peer-urls': peer,
    'initial-cluster': `default=${peer}`,
    'unsafe-no-fsync': 'true',
  };
}

function serverOptions(folder: string, etcd: string, port: number): Record<string, string> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  return {
    'etcd-servers': etcd,
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': String(port),
    'cert-dir': join(folder, 'certificates'),
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-signing-key-file': file('accounts.key', privateKey),
    'service-account-key-file': file('accounts.pub', publicKey),
    'token-auth-file': file('tokens.csv', `${token},admin,1,system:masters\n`),
    'authorization-mode': 'RBAC',
    'service-cluster-ip-range': '10.0.0.0/24',
    // No controller makes the accounts that pods would need.
    'disable-admission-plugins': 'ServiceAccount',
    'endpoint-reconciler-type': 'none',
    'allow-privileged': 'true',
  };
}

/** Asks again and again until it is so. Errors of connections count as a no. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patience;
  while (!(await isSo().catch(refused))) {
    if (performance.now() > deadline) throw new Error(`waited ${patience / 1000} s until ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

function refused(error: unknown): boolean {
  if (error instanceof Error && 'code' in error) return false;
  throw error;
}

/** Politely, then not. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}

function logEnd(folder: string, { spawnfile }: ChildProcess): string {
  const log = readFileSync(join(folder, `${spawnfile.split('/').at(-1)}.log`), 'utf8');
  return log.split('\n').slice(-12).join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
