import {
  isObject,
  type JsonObject,
  type JsonValue,
  type Manifest,
  type Pointer,
  segments,
  type Verdict,
  type Workload,
} from '../model/index.ts';
import { workloads } from '../workload/index.ts';
import { DecodeFailure, decodeObject } from './decode.ts';
import { applyDefaults } from './defaults.ts';
import { dropDisabled } from './drop.ts';
import type { Template } from './kinds.ts';
import { Pass } from './pass.ts';
import { Path } from './path.ts';
import type { Server } from './server.ts';

/**
 * What reads as metadata of every kind, custom ones too, or is refused before anything else is looked at. Its unknown fields go without a word:
 * what other programs keep in files that only look like manifests is not ours to judge.
 *
 * @throws DecodeFailure where a value cannot be what its field holds, for example a label that is a number.
 */
function readMetadata({ object }: Manifest, server: Server): void {
  const { metadata } = object;
  if (isObject(metadata)) decodeObject(new Pass(server), 'ObjectMeta', metadata, Path.root.at('metadata'));
}

/**
 * A custom resource with its pod specs as the pods made of them would have them, and what those pods lose: fields that a release has
 * and this one does not, and fields behind gates. Its own schema is not known: the rest stays as written.
 *
 * @throws DecodeFailure for metadata that no kind can have.
 */
export function judgeCustom(manifest: Manifest, server: Server): Pick<Verdict, 'effective' | 'unknown' | 'dropped'> {
  readMetadata(manifest, server);
  const pods = workloads(manifest).map((workload) => ({ workload, made: makePod(workload, server) }));
  return {
    effective: pods.reduce(
      (object, { workload, made }) => withValue(object, workload.podSpecPointer, made.spec),
      manifest.object,
    ),
    unknown: pods.flatMap(({ made }) => made.unknown.filter(({ since }) => since !== undefined)),
    dropped: pods.flatMap(({ made }) => made.dropped),
  };
}

function makePod(workload: Workload, server: Server): Pick<Verdict, 'unknown' | 'dropped'> & { spec: JsonObject } {
  const pass = new Pass(server);
  const path = segments(workload.podSpecPointer).reduce((at, step) => at.at(step), Path.root);
  try {
    const spec = decodeObject(pass, 'PodSpec', workload.podSpec, path);
    const template: Template = {
      path,
      object: {},
      isMissing: false,
      spec,
      specPath: path,
      metadata: {},
      claimTemplates: [],
    };
    applyDefaults(pass, 'template', template);
    dropDisabled(pass, template);
    return { spec, unknown: pass.unknown, dropped: pass.dropped };
  } catch (failure) {
    if (failure instanceof DecodeFailure) return { spec: workload.podSpec, unknown: [], dropped: [] };
    throw failure;
  }
}

/** A copy of the object with another value at the pointer; what does not lie on the way is shared. */
function withValue(object: JsonObject, pointer: Pointer, value: JsonObject): JsonObject {
  const replaced = replace(object, segments(pointer), value);
  return isObject(replaced) ? replaced : object;
}

function replace(whole: JsonValue | undefined, steps: readonly string[], value: JsonObject): JsonValue {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(whole)) {
    return whole.map((item, index) => (index === Number(step) ? replace(item, rest, value) : item));
  }
  return isObject(whole) ? { ...whole, [step]: replace(whole[step], rest, value) } : value;
}
