import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './rounds.ts';

const certificate = 'test-cases/webhook/certificates/first';
const cases = 'test-cases/webhook/cases/1.36';
const perSecond = 300;
const seconds = 3;
const rounds = 11;

/** Reads, parses and answers: the least a webhook on node:https can do. Prints its port. */
const bare = `
const { readFileSync } = require('node:fs');
const [cert, key] = ['crt', 'key'].map((end) => readFileSync('${certificate}.' + end));
const server = require('node:https').createServer({ cert, key, keepAliveTimeout: 120000 }, (request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { apiVersion, kind, request: { uid } } = JSON.parse(Buffer.concat(chunks).toString());
    const text = JSON.stringify({ apiVersion, kind, response: { uid, allowed: true } });
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    response.end(text);
  });
});
server.listen(0, () => console.log(JSON.stringify({ msg: 'serving', port: server.address().port })));
`;

/** The webhook against that server: recorded reviews at 300 a second, then as many as each can, in turn. */
export async function webhook(): Promise<string[]> {
  if (!existsSync('dist/main.js')) return ['webhook: dist/ is missing; npm run build'];
  const files = ['--tls-cert', `${certificate}.crt`, '--tls-key', `${certificate}.key`];
  const options = ['--port', '0', '--metrics-port', '0', '--no-config', '--target', '1.36'];
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const servers = [
    ['-e', bare],
    ['dist/main.js', 'webhook', ...files, ...options],
  ].map((command, index) => new Server(command, join(folder, `${index}.log`)));
  try {
    const clients = (await Promise.all(servers.map((server) => server.port()))).map(clientOf);
    for (const post of clients) for (let index = 0; index < 3_000; index += 1) await post(index);
    // One after the other: at the same time they would take each other's.
    const found: Measure[][] = clients.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, post] of clients.entries()) found[index]?.push(await measured(post));
    }
    return told(found);
  } finally {
    for (const server of servers) server.process.kill();
    rmSync(folder, { recursive: true });
  }
}

/** Neighbouring rounds share what else the machine does: the median of their ratios says more than the ratio of the medians. */
function told([plain = [], ours = []]: Measure[][]): string[] {
  const of = (measures: Measure[], name: keyof Measure): number => median(measures.map((measure) => measure[name]));
  const times = (name: keyof Measure): string =>
    median(ours.map((measure, round) => measure[name] / (plain[round]?.[name] ?? Number.NaN))).toFixed(2);
  const shown = `${of(ours, 'p50').toFixed(1)} and ${of(ours, 'p99').toFixed(1)} ms; ${rounds} rounds`;
  return [
    `webhook at ${perSecond}/s  p50 ${times('p50')} ×, p99 ${times('p99')} × node:https with JSON.parse (${shown})`,
    `webhook at ${perSecond}/s  throughput ${times('rate')} × of it; all it can: ${times('most')} ×`,
  ];
}

/** Writes its log to a file: a pipe would be read by who measures, between two requests. */
class Server {
  readonly process: ChildProcess;
  readonly #log: string;

  constructor(command: readonly string[], log: string) {
    this.#log = log;
    this.process = spawn(process.execPath, command, { stdio: ['ignore', openSync(log, 'w'), 'inherit'] });
  }

  async port(): Promise<number> {
    for (;;) {
      const port = /"port":(\d+)/.exec(readFileSync(this.#log, 'utf8'))?.[1];
      if (port !== undefined) return Number(port);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
}

interface Measure {
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** Answers a second. */
  rate: number;
  most: number;
}

type Post = (index: number) => Promise<number>;

function clientOf(port: number): Post {
  const names = readdirSync(cases).filter((name) => /-[ckm]\d\d-.*\.json$/.test(name));
  const bodies = names.map((name) => readFileSync(`${cases}/${name}`));
  const agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false });
  return (index) => exchange(port, agent, bodies[index % bodies.length] ?? Buffer.alloc(0));
}

async function measured(post: Post): Promise<Measure> {
  const begin = performance.now();
  const calls = Array.from({ length: perSecond * seconds }, async (_, index) => {
    await new Promise((done) => setTimeout(done, (index * 1_000) / perSecond));
    return post(index);
  });
  const times = (await Promise.all(calls)).sort((a, b) => a - b);
  const rate = times.length / (performance.now() - begin);
  const most = await mostPerSecond(post);
  const at = (share: number): number => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), rate: rate * 1_000, most };
}

async function mostPerSecond(post: Post): Promise<number> {
  const all = 2_000;
  let next = 0;
  const begin = performance.now();
  const lane = async (): Promise<void> => {
    while (next < all) {
      next += 1;
      await post(next);
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  return (all * 1_000) / (performance.now() - begin);
}

/** How long one review took, in milliseconds. */
function exchange(port: number, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((done, fail) => {
    const begin = performance.now();
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const call = request({ port, host: 'localhost', agent, method: 'POST', path: '/validate', headers }, (response) => {
      response.resume();
      response.on('end', () => done(performance.now() - begin));
    });
    call.on('error', fail);
    call.end(body);
  });
}
