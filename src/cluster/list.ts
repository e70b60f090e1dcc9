import { isObject, type JsonObject, listAt, stringAt, valueAt } from '../model/index.ts';
import { type ApiServer, getJson, StatusError } from './api-server.ts';
import type { Path } from './resources.ts';

export interface Listed {
  objects: JsonObject[];
  /** Where a watch goes on. */
  resourceVersion: string;
}

const page = 500;

/**
 * All objects of a kind, in pages, each object cut down, or left out, before the next page is asked for.
 * @throws {StatusError} as the server answers; also what breaks a connection
 */
export async function list(
  server: ApiServer,
  { path, apiVersion }: Path,
  { kind, keep }: { kind: string; keep: (object: JsonObject) => JsonObject | undefined },
  signal: AbortSignal,
): Promise<Listed> {
  const objects: JsonObject[] = [];
  let token = '';
  let limit = page;
  for (;;) {
    const query = `${limit > 0 ? `?limit=${limit}` : ''}${token === '' ? '' : `&continue=${encodeURIComponent(token)}`}`;
    try {
      const answer = await getJson(server, path + query, signal);
      // Items of built-in kinds do not say what they are.
      for (const item of listAt(answer, 'items')) {
        const kept = isObject(item) ? keep({ ...item, apiVersion, kind }) : undefined;
        if (kept !== undefined) objects.push(kept);
      }
      token = stringAt(answer, 'metadata', 'continue');
      if (token === '') return { objects, resourceVersion: stringAt(answer, 'metadata', 'resourceVersion') };
    } catch (error) {
      // The pages have become too old while they were read: once more, all at once.
      if (!(error instanceof StatusError) || error.status !== 410 || token === '') throw error;
      objects.length = 0;
      token = '';
      limit = 0;
    }
  }
}

/** One line of a watch. */
export interface WatchEvent {
  type: string;
  object: JsonObject;
  resourceVersion: string;
}

export function readEvent(event: unknown): WatchEvent | undefined {
  const object = valueAt(event, 'object');
  const type = stringAt(event, 'type');
  if (!isObject(object) || type === '') return undefined;
  return { type, object, resourceVersion: stringAt(object, 'metadata', 'resourceVersion') };
}
