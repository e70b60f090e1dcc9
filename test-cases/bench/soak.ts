import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const certificates = 'test-cases/webhook/certificates';
const cases = 'test-cases/webhook/cases/1.36';
const requests = 10_000;
const certificateReloads = 20;
const policyReloads = 5;
const idleConnections = 400;
const idleSeconds = 95;

/** The program under reloads and idle connections, as a cluster has them. Throws when a request failed. Takes two minutes. */
export async function soak(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecarlint-soak-'));
  const config = join(folder, 'policy.config.yaml');
  install(folder, 'first');
  writeFileSync(config, 'failOn: error\n');
  const files = ['--tls-cert', join(folder, 'tls.crt'), '--tls-key', join(folder, 'tls.key'), '--config', config];
  const options = ['--port', '0', '--metrics-port', '0', '--target', '1.36'];
  const server = spawn(process.execPath, ['dist/main.js', 'webhook', ...files, ...options]);
  const lines: string[] = [];
  server.stdout.on('data', (chunk) => lines.push(String(chunk)));
  try {
    const port = await portOf(lines);
    return [...(await reloads(port, { server, folder, config, lines })), await idling(port)];
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

async function portOf(lines: string[]): Promise<number> {
  for (;;) {
    const port = /"port":(\d+)/.exec(lines.join(''))?.[1];
    if (port !== undefined) return Number(port);
    await pause(20);
  }
}

interface Scene {
  server: ChildProcess;
  folder: string;
  config: string;
  lines: string[];
}

async function reloads(port: number, { server, folder, config, lines }: Scene): Promise<string[]> {
  const bodies = readdirSync(cases)
    .filter((name) => /-[ckm]\d\d-.*\.json$/.test(name))
    .map((name) => readFileSync(join(cases, name)));
  const agent = new Agent({ keepAlive: true, maxSockets: 32, rejectUnauthorized: false });
  let [next, failed] = [0, 0];
  const lane = async (index: number): Promise<void> => {
    while (next < requests) {
      next += 1;
      // Every fourth lane connects anew each time and meets each certificate.
      const how = index % 4 === 0 ? new Agent({ keepAlive: false, rejectUnauthorized: false }) : agent;
      const status = await post(port, how, bodies[next % bodies.length] ?? Buffer.alloc(0)).catch(() => 0);
      if (status !== 200) failed += 1;
    }
  };
  const lanes = Promise.all(Array.from({ length: 8 }, (_, index) => lane(index)));
  for (let round = 1; round <= certificateReloads; round += 1) {
    install(folder, round % 2 === 0 ? 'first' : 'second');
    const turn = round / (certificateReloads / policyReloads);
    if (Number.isInteger(turn)) writeFileSync(config, turn === 2 ? 'failOn: [\n' : `failOn: error\n# ${turn}\n`);
    server.kill('SIGHUP');
    const due = (round * requests) / certificateReloads;
    while (next < due) await pause(5);
  }
  await lanes;
  agent.destroy();
  await pause(500);
  const log = lines.join('');
  const loaded = (word: string): number => log.split(word).length - 1;
  if (failed > 0) throw new Error(`soak: ${failed} of ${requests} requests failed`);
  return [
    `soak: ${requests} requests, 0 failed, while certificate and configuration changed ${certificateReloads} and ${policyReloads} times (one broken)`,
    `soak: the log has ${loaded('"certificate loaded"')} certificates and ${loaded('"policy loaded"')} policies loaded`,
  ];
}

/** Connections that say nothing for longer than the 90 seconds after which API servers close theirs. */
async function idling(port: number): Promise<string> {
  const body = readFileSync(join(cases, readdirSync(cases).find((name) => /-c\d\d-.*\.json$/.test(name)) ?? ''));
  const agents = Array.from({ length: idleConnections }, () => {
    return new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  });
  const all = (): Promise<number[]> => Promise.all(agents.map((agent) => post(port, agent, body).catch(() => 0)));
  const before = await all();
  const sockets = agents.map((agent) => Object.values(agent.freeSockets)[0]?.[0]);
  await pause(idleSeconds * 1_000);
  const reset = sockets.filter((socket) => socket === undefined || socket.destroyed).length;
  const after = await all();
  for (const agent of agents) agent.destroy();
  const failed = [...before, ...after].filter((status) => status !== 200).length;
  if (failed + reset > 0) throw new Error(`soak: ${reset} idle connections were reset, ${failed} requests failed`);
  return `soak: ${idleConnections} connections, idle for ${idleSeconds} s, used again: 0 reset`;
}

function install(folder: string, name: string): void {
  copyFileSync(join(certificates, `${name}.crt`), join(folder, 'tls.crt'));
  copyFileSync(join(certificates, `${name}.key`), join(folder, 'tls.key'));
}

function post(port: number, agent: Agent, body: Buffer): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length };
    const call = request({ port, host: 'localhost', agent, method: 'POST', path: '/validate', headers }, (response) => {
      response.resume();
      response.on('end', () => done(response.statusCode ?? 0));
      response.on('error', fail);
    });
    call.on('error', fail);
    call.end(body);
  });
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
