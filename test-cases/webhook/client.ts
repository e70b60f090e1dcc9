import { readFileSync } from 'node:fs';
import { Agent, type RequestOptions, request } from 'node:https';
import { resolve } from 'node:path';
import { createPolicy } from '../../src/policy/index.ts';
import { parseTargets } from '../../src/target/index.ts';
import type { ServeSettings } from '../../src/webhook/index.ts';
import type { Limits } from '../../src/webhook/server/settings.ts';
import { type Running, start } from '../../src/webhook/server/start.ts';

export const certificates = resolve('test-cases/webhook/certificates');
const ca = ['first', 'second'].map((name) => readFileSync(`${certificates}/${name}.crt`));

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Served extends Running {
  /** Log lines so far. */
  lines: string[];
  agent: Agent;
  post(body: string | Buffer, how?: RequestOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  end(): Promise<void>;
}

/** A real server on a free port, and a client that keeps its connections as API servers do. */
export async function served(
  target: string,
  changed: Partial<ServeSettings> = {},
  limits: Partial<Limits> = {},
): Promise<Served> {
  const lines: string[] = [];
  const running = await start(
    {
      port: 0,
      metricsPort: 0,
      certificate: `${certificates}/first.crt`,
      key: `${certificates}/first.key`,
      mode: 'enforce',
      onRuleError: 'allow',
      load: () => Promise.resolve({ policy: createPolicy(), targets: parseTargets(target), files: [] }),
      write: (line) => void lines.push(line),
      ...changed,
    },
    limits,
  );
  const agent = new Agent({ keepAlive: true, ca, maxSockets: 64, timeout: 60_000 });
  const send = (method: string, path: string, body: string | Buffer, how: RequestOptions): Promise<Answer> =>
    exchange({ method, path, agent, host: 'localhost', port: running.port, ...how }, body);
  return {
    ...running,
    lines,
    agent,
    post: (body, { headers, ...how } = {}) =>
      send('POST', '/validate?timeout=10s', body, { headers: { ...asApiServer(body), ...headers }, ...how }),
    get: (path) => send('GET', path, '', {}),
    async end() {
      agent.destroy();
      await running.stop(0);
    },
  };
}

function asApiServer(body: string | Buffer): Record<string, string | number> {
  return {
    'Content-Type': 'application/json',
    Accept: 'application/json, */*',
    'Accept-Encoding': 'gzip',
    'User-Agent': 'kube-apiserver-admission',
    'Content-Length': Buffer.byteLength(body),
  };
}

function exchange(options: RequestOptions, body: string | Buffer): Promise<Answer> {
  return new Promise((done, fail) => {
    const call = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        done({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() });
      });
    });
    call.on('error', fail);
    call.end(body);
  });
}
