/** As much of a client of API servers as the test needs, on node:https. */
import { Agent, request } from 'node:https';
import { isObject, type JsonObject, listAt, stringAt, valueAt } from '../../../src/model/index.ts';

export interface ApiAnswer {
  status: number;
  body: JsonObject;
  /** Texts of the Warning headers. */
  warnings: string[];
}

export interface ApiClient {
  port: number;
  token: string;
  call(method: string, path: string, body?: JsonObject, type?: string): Promise<ApiAnswer>;
  /** Where an object is, or would be: found out from the server. */
  pathOf(object: JsonObject): Promise<{ collection: string; path: string }>;
  /** `query` such as 'dryRun=All'. Unknown fields are refused, as kubectl asks. */
  create(object: JsonObject, query?: string): Promise<ApiAnswer>;
  /** A JSON merge patch. */
  patch(object: JsonObject, change: JsonObject): Promise<ApiAnswer>;
  remove(object: JsonObject): Promise<ApiAnswer>;
  get(object: JsonObject): Promise<ApiAnswer>;
  close(): void;
}

export function createClient(port: number, token: string): ApiClient {
  // The server makes its own certificate; both are on this machine.
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const call: ApiClient['call'] = (method, path, body, type = 'application/json') =>
    exchange({ agent, port, method, path, token }, body, type);
  const pathOf = async (object: JsonObject): Promise<{ collection: string; path: string }> => {
    const apiVersion = stringAt(object, 'apiVersion');
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { body } = await call('GET', root);
    const resource = listAt(body, 'resources').find(
      (each) => stringAt(each, 'kind') === stringAt(object, 'kind') && !stringAt(each, 'name').includes('/'),
    );
    if (resource === undefined) throw new Error(`the server has no ${apiVersion} ${stringAt(object, 'kind')}`);
    const inNamespace = `/namespaces/${stringAt(object, 'metadata', 'namespace') || 'default'}`;
    const scope = valueAt(resource, 'namespaced') === true ? inNamespace : '';
    const collection = `${root}${scope}/${stringAt(resource, 'name')}`;
    return { collection, path: `${collection}/${stringAt(object, 'metadata', 'name')}` };
  };
  return {
    port,
    token,
    call,
    pathOf,
    create: async (object, query = '') =>
      call('POST', `${(await pathOf(object)).collection}?fieldValidation=Strict&${query}`, object),
    patch: async (object, change) => call('PATCH', (await pathOf(object)).path, change, 'application/merge-patch+json'),
    remove: async (object) => call('DELETE', (await pathOf(object)).path),
    get: async (object) => call('GET', (await pathOf(object)).path),
    close: () => agent.destroy(),
  };
}

function exchange(
  { token, ...to }: { agent: Agent; port: number; method: string; path: string; token: string },
  body: JsonObject | undefined,
  type: string,
): Promise<ApiAnswer> {
  return new Promise((done, fail) => {
    const headers = { Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': type };
    const call = request({ ...to, host: '127.0.0.1', headers, timeout: 60_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const warning = response.headers.warning ?? '';
        done({
          status: response.statusCode ?? 0,
          body: json(Buffer.concat(chunks).toString()),
          warnings: texts(warning),
        });
      });
    });
    call.on('error', fail);
    call.on('timeout', () => call.destroy(new Error('the API server did not answer within 60 s')));
    call.end(body === undefined ? '' : JSON.stringify(body));
  });
}

/** Health endpoints answer with a word. */
function json(text: string): JsonObject {
  if (!text.startsWith('{')) return {};
  const value: unknown = JSON.parse(text);
  // JSON.parse gives nothing but JSON.
  return isObject(value as JsonObject) ? (value as JsonObject) : {};
}

/** `299 - "text"`, several joined by Node with commas. */
function texts(header: string): string[] {
  return [...header.matchAll(/299 \S+ "((?:[^"\\]|\\.)*)"/g)].map((match) =>
    (match[1] ?? '').replaceAll(/\\(.)/g, '$1'),
  );
}
