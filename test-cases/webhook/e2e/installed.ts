/** The webhook as the printed Deployment starts it, on this machine instead of in pods. */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type JsonObject, listAt, stringAt } from '../../../src/model/index.ts';
import { certificates } from '../client.ts';
import { end } from './control-plane.ts';

export interface Installed {
  port: number;
  /** Log lines so far. */
  lines: string[];
  stop(): Promise<void>;
}

export function ofKind(objects: readonly JsonObject[], kind: string): JsonObject {
  const found = objects.find((object) => stringAt(object, 'kind') === kind);
  if (found === undefined) throw new Error(`no ${kind} is printed`);
  return found;
}

/** Starts the program with `more` after the arguments of the Deployment, the policy of the ConfigMap, and a certificate for this machine. */
export async function startInstalled(
  objects: readonly JsonObject[],
  folder: string,
  more: readonly string[] = [],
): Promise<Installed> {
  const own = mkdtempSync(join(folder, 'webhook-'));
  for (const part of ['sidecarlint', 'sidecarlint-tls']) mkdirSync(join(own, part));
  const policy = stringAt(ofKind(objects, 'ConfigMap'), 'data', 'policy.config.yaml');
  writeFileSync(join(own, 'sidecarlint/policy.config.yaml'), policy);
  for (const part of ['crt', 'key']) {
    copyFileSync(`${certificates}/first.${part}`, join(own, `sidecarlint-tls/tls.${part}`));
  }
  const [container] = listAt(ofKind(objects, 'Deployment'), 'spec', 'template', 'spec', 'containers');
  const args = listAt(container, 'args').map((arg) =>
    String(arg)
      .replace('=/etc/', `=${own}/`)
      .replace(/(port)=\d+/, '$1=0'),
  );
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts', ...args, ...more]);
  const lines: string[] = [];
  const port = await serving(child, lines);
  // Nobody waits for others to notice.
  return { port, lines, stop: () => end(child, 'SIGINT') };
}

function serving(child: ChildProcess, lines: string[]): Promise<number> {
  return new Promise((done, fail) => {
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += String(chunk);
    });
    child.on('exit', (code) => fail(new Error(`the webhook ended with ${code}: ${errors}`)));
    createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
      lines.push(line);
      const port = /"port":(\d+).*"msg":"serving"/.exec(line)?.[1];
      if (port !== undefined) done(Number(port));
    });
  });
}

/** The printed registration, with the address of this machine in place of the Service's. */
export function registrationFor({ port }: Installed, objects: readonly JsonObject[]): JsonObject {
  const registration = ofKind(objects, 'ValidatingWebhookConfiguration');
  const caBundle = readFileSync(`${certificates}/first.crt`).toString('base64');
  const clientConfig = { url: `https://127.0.0.1:${port}/validate`, caBundle };
  const webhooks = listAt(registration, 'webhooks').map((webhook) => {
    if (typeof webhook !== 'object' || webhook === null || Array.isArray(webhook)) throw new Error('no webhook');
    return { ...webhook, clientConfig };
  });
  return { ...registration, webhooks };
}

/** What the webhook says of itself. */
export function readiness({ port }: Installed): Promise<string> {
  return new Promise((done, fail) => {
    const to = { host: '127.0.0.1', port, path: '/readyz?verbose', rejectUnauthorized: false, agent: false };
    const call = get(to, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () => done(text));
    });
    call.on('error', fail);
  });
}
