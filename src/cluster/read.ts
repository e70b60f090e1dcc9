import { type JsonObject, listAt, objectAt, stringAt, valueAt } from '../model/index.ts';
import { TargetError, targetFromServer } from '../target/index.ts';
import type { ApiServer } from './api-server.ts';
import type { ServerTarget } from './cluster.ts';
import { served } from './discovery.ts';
import { ClusterError } from './error.ts';
import { readFacts } from './facts.ts';
import { list } from './list.ts';
import { groupKindOf } from './resources.ts';

export interface ReadCluster extends ServerTarget {
  objects: JsonObject[];
  /** Kinds of which all objects are there: 'apps.kruise.io/SidecarSet'. */
  whole: string[];
}

export interface ReadOptions {
  /** 'apps/Deployment': what is read at least in part, or nothing makes sense. */
  judged: readonly string[];
  /** What is read beside it. */
  surrounding: readonly string[];
  onProgress?: (kind: string) => void;
}

/**
 * Reads a cluster once. What a controller makes of something that is read too is left out: it was told there. Kinds that may not be read
 * become notes.
 * @throws {ClusterError} when the cluster cannot be asked, or nothing of what is judged may be read
 */
export async function readCluster(server: ApiServer, options: ReadOptions, signal: AbortSignal): Promise<ReadCluster> {
  const { judged, surrounding } = options;
  const known = await begin(server, [...judged, ...surrounding], signal);
  const names = known.kinds.map(({ apiVersion, kind }) => groupKindOf(apiVersion, kind));
  const makers = new Set(names.filter((name) => judged.includes(name)));
  const notes = [...known.notes];
  const objects: JsonObject[] = [];
  const whole: string[] = [];
  const read = new Set<string>();
  for (const { kind, ...path } of known.kinds) {
    let isWhole = true;
    const keep = (object: JsonObject): JsonObject | undefined => {
      if (!isMadeOf(object, makers)) return cutDown(object);
      isWhole = false;
      return undefined;
    };
    options.onProgress?.(kind);
    try {
      const listed = await list(server, path, { kind, keep }, signal);
      for (const object of listed.objects) objects.push(object);
      read.add(groupKindOf(path.apiVersion, kind));
      if (isWhole) whole.push(groupKindOf(path.apiVersion, kind));
    } catch (error) {
      notes.push(`${kind} objects are not read: ${textOf(error)}`);
    }
  }
  if (judged.some((kind) => read.has(kind))) return { target: known.target, notes, objects, whole };
  throw new ClusterError(`nothing can be read from ${server.address}: ${notes.join('; ')}`);
}

async function begin(server: ApiServer, kinds: readonly string[], signal: AbortSignal) {
  try {
    const { target, notes } = targetFromServer(await readFacts(server, signal));
    const found = await served(server, kinds, signal);
    return { target, kinds: found.kinds, notes: [...notes, ...found.notes] };
  } catch (error) {
    if (error instanceof TargetError) throw new ClusterError(error.message);
    throw new ClusterError(`the cluster ${server.address} cannot be asked: ${textOf(error)}`);
  }
}

/** Whether a controller makes the object from one that is judged itself: a Pod of a ReplicaSet, a Job of a CronJob. A Node makes none. */
function isMadeOf(object: JsonObject, makers: ReadonlySet<string>): boolean {
  const owner = listAt(object, 'metadata', 'ownerReferences').find((each) => valueAt(each, 'controller') === true);
  return owner !== undefined && makers.has(groupKindOf(stringAt(owner, 'apiVersion'), stringAt(owner, 'kind')));
}

/** Without managedFields, which are half of an object, and without the status of all but nodes. */
function cutDown({ status, ...object }: JsonObject): JsonObject {
  const { managedFields: _, ...metadata } = objectAt(object, 'metadata') ?? {};
  const kubeletVersion = stringAt(status, 'nodeInfo', 'kubeletVersion');
  return { ...object, metadata, ...(kubeletVersion === '' ? {} : { status: { nodeInfo: { kubeletVersion } } }) };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
