import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { Agent, request } from 'node:https';

const certificate = 'test-cases/webhook/certificates/first';
const cases = 'test-cases/webhook/cases/1.36';
const requests = 200_000;
const windows = 10;
const lanes = 8;
/** How much more the last windows may need than those after the first quarter: collectors have their own time. */
const tolerance = 1.1;

/** What one window needed at least: just after the collector has been there. Bytes. */
interface Need {
  heap: number;
  resident: number;
}

/** Two hundred thousand reviews, each of an object not seen before. Throws when memory grows. Takes minutes. */
export async function memory(): Promise<string[]> {
  const files = ['--tls-cert', `${certificate}.crt`, '--tls-key', `${certificate}.key`];
  const options = ['--port', '0', '--metrics-port', '0', '--no-config', '--target', '1.36'];
  const server = spawn(process.execPath, ['dist/main.js', 'webhook', ...files, ...options]);
  try {
    const { port, metricsPort } = await portsOf(server);
    const needs = await measured(port, metricsPort);
    const line = needs.map(({ heap, resident }) => `${megabytes(heap)}/${megabytes(resident)}`).join(' ');
    const growth = growthOf(needs.map(({ heap }) => heap));
    if (growth > tolerance) throw new Error(`memory: the heap grew by a factor of ${growth.toFixed(2)}: ${line}`);
    const every = (requests / windows).toLocaleString('en');
    return [
      `memory heap after ${requests.toLocaleString('en')} reviews  ${growth.toFixed(2)} × that after ${(requests / 4).toLocaleString('en')}`,
      `memory least heap/resident in MB, each ${every} reviews: ${line}`,
    ];
  } finally {
    server.kill();
  }
}

/** Of the last quarter to the second. */
function growthOf(heaps: readonly number[]): number {
  const quarter = Math.floor(heaps.length / 4);
  return Math.min(...heaps.slice(-quarter)) / Math.min(...heaps.slice(quarter, 2 * quarter));
}

async function measured(port: number, metricsPort: number): Promise<Need[]> {
  const names = readdirSync(cases).filter((name) => /-[ckm]\d\d-.*\.json$/.test(name));
  const bodies = names.map((name) => readFileSync(`${cases}/${name}`, 'utf8'));
  const agent = new Agent({ keepAlive: true, maxSockets: lanes, rejectUnauthorized: false });
  const needs: Need[] = [];
  let next = 0;
  for (let window = 1; window <= windows; window += 1) {
    const due = (window * requests) / windows;
    const samples: Need[] = [];
    const lane = async (): Promise<void> => {
      while (next < due) {
        next += 1;
        await post(port, agent, unseen(bodies[next % bodies.length] ?? '', next));
        if (next % 100 === 0) samples.push(await needOf(metricsPort));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const least = (name: keyof Need): number => Math.min(...samples.map((sample) => sample[name]));
    needs.push({ heap: least('heap'), resident: least('resident') });
  }
  agent.destroy();
  return needs;
}

/** The same review of an object with labels of its own: nothing that is remembered of another helps. */
function unseen(body: string, index: number): string {
  return body.replaceAll('"labels":{', `"labels":{"bench":"${index}",`);
}

function post(port: number, agent: Agent, body: string): Promise<void> {
  return new Promise((done, fail) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const call = request({ port, host: 'localhost', agent, method: 'POST', path: '/validate', headers }, (response) => {
      response.resume();
      response.on('end', () => (response.statusCode === 200 ? done() : fail(new Error(`${response.statusCode}`))));
    });
    call.on('error', fail);
    call.end(body);
  });
}

function needOf(port: number): Promise<Need> {
  return new Promise((done, fail) => {
    const call = get({ port, host: 'localhost', path: '/metrics' }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      const value = (name: string): number => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
      const names = { heap: 'nodejs_heap_size_used_bytes', resident: 'process_resident_memory_bytes' };
      response.on('end', () => done({ heap: value(names.heap), resident: value(names.resident) }));
    });
    call.on('error', fail);
  });
}

function portsOf({ stdout }: ChildProcess): Promise<{ port: number; metricsPort: number }> {
  return new Promise((done) => {
    // Read to the end, or the log would fill the pipe.
    stdout?.on('data', (chunk) => {
      const found = /"port":(\d+),"metricsPort":(\d+)/.exec(String(chunk));
      if (found !== null) done({ port: Number(found[1]), metricsPort: Number(found[2]) });
    });
  });
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
