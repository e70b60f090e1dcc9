import {
  type Cause,
  type Drop,
  editDistance,
  type Fact,
  type FactList,
  isObject,
  isPlaceholder,
  type JsonObject,
  join,
  lastSegment,
  type Manifest,
  nearest,
  nearestExisting,
  type Place,
  type Pointer,
  parent,
  resolve,
  type ServerWarning,
  stringAt,
  type UnknownField,
  type Verdict,
  type Workload,
} from '../model/index.ts';
import { gateOnFrom, typeFields } from '../target/index.ts';
import { containerLists, policyCheck, rulesCheck } from './lists.ts';
import { firstDifference, firstHolder } from './places.ts';

export interface ApiserverFacts {
  readonly unknownFields: FactList<'unknownFields'>;
  readonly drops: FactList<'drops'>;
  readonly causes: FactList<'causes'>;
  readonly serverWarnings: FactList<'serverWarnings'>;
}

interface ContainerPlace {
  pointer: Pointer;
  podSpec: Pointer;
  facts: Pick<Fact<'Cause'>, 'containerClass' | 'containerList' | 'containerName'>;
}

/**
 * The fact lists that rules select, made of one verdict, each when it is asked for. Pointers are places that exist in the object.
 * `old`: the stored object that an update replaces.
 */
export function apiserverFacts(
  manifest: Manifest,
  workloads: readonly Workload[],
  verdict: Verdict,
  old: JsonObject | null = null,
): ApiserverFacts {
  const facts = new Facts(manifest, workloads, verdict, old);
  return {
    get unknownFields() {
      return verdict.unknown.map((field) => facts.unknownField(field));
    },
    get drops() {
      return verdict.dropped.map((drop) => facts.drop(drop));
    },
    get causes() {
      const causes = [...facts.decodeError(), ...verdict.causes.map((cause) => facts.cause(cause))];
      // A placeholder is not yet the value, nor the key, that a server will see.
      return causes.filter(({ self }) => !isPlaceholder(self.value) && !isPlaceholder(self.name));
    },
    get serverWarnings() {
      return verdict.warnings.map((warning) => facts.warning(warning));
    },
  };
}

class Facts {
  readonly #manifest: Manifest;
  readonly #workloads: readonly Workload[];
  readonly #verdict: Verdict;
  readonly #old: JsonObject | null;
  readonly #refused = new Map<string, Set<string>>();

  constructor(manifest: Manifest, workloads: readonly Workload[], verdict: Verdict, old: JsonObject | null) {
    this.#manifest = manifest;
    this.#workloads = workloads;
    this.#verdict = verdict;
    this.#old = old;
  }

  unknownField({ field, pointer, owner, name, since, until }: UnknownField): FactList<'unknownFields'>[number] {
    const others = [...(typeFields(owner)?.keys() ?? [])].filter((known) => known !== name);
    const container = this.#container(pointer);
    const value = this.#valueAt(pointer);
    const rejected = this.#becauseOf(pointer);
    const self = {
      check: parent(pointer) === container.pointer ? unknownCheck(name, container.facts.containerList, value) : '',
      field,
      name,
      owner,
      since: minorText(since),
      until: minorText(until),
      nearest: since === undefined && until === undefined ? nearest(name, others) : '',
      value,
      restartField: restartFields.find((known) => editDistance(name, known, 2) <= 2) ?? '',
      thenRejected: rejected.texts,
      ...container.facts,
    };
    const key: Place = { pointer, part: 'key' };
    return { self, pointer, places: { key, rejected: rejected.place, container: placeOf(container) } };
  }

  drop({ check, field, pointer, owner, name, gate }: Drop): FactList<'drops'>[number] {
    const rejected = this.#becauseOf(pointer);
    const value = this.#valueAt(pointer);
    const thenRejected = rejected.texts;
    const onFrom = minorText(gateOnFrom(gate));
    const self = { check, field, name, owner, gate, onFrom, value, thenRejected, ...this.#container(pointer).facts };
    return { self, pointer, places: { key: { pointer, part: 'key' }, rejected: rejected.place } };
  }

  cause({
    check,
    reason,
    field,
    pointer,
    message,
    afterLoss,
    becauseOf,
    supported,
  }: Cause): FactList<'causes'>[number] {
    const container = this.#container(pointer);
    const place = nearestExisting(this.#manifest.object, pointer);
    const self = {
      check,
      reason,
      field,
      message,
      afterLoss: afterLoss ?? false,
      value: this.#valueAt(pointer),
      name: lastSegment(pointer),
      supported: supported?.join(', ') ?? '',
      alike: this.#alike(pointer, message),
      ...container.facts,
    };
    const restartPolicy = join(container.pointer, 'restartPolicy');
    const isWritten = container.pointer !== '' && resolve(this.#manifest.object, restartPolicy) !== undefined;
    return {
      self,
      pointer: place,
      places: {
        container: placeOf(container),
        restartPolicy: isWritten ? { pointer: restartPolicy } : undefined,
        lost: becauseOf === undefined ? undefined : { pointer: becauseOf, part: 'key' },
        first:
          reason === 'FieldValueDuplicate' ? firstHolder(this.#manifest.object, container.podSpec, pointer) : undefined,
        changed: firstDifference(this.#manifest.object, this.#old, place),
      },
    };
  }

  decodeError(): FactList<'causes'> {
    const { decodeError } = this.#verdict;
    if (decodeError === undefined) return [];
    const { field, pointer, wanted } = decodeError;
    const message = `must be of type ${wanted}`;
    // The one answer that is no validation cause: HTTP 400 instead of 422, whatever else is wrong.
    const cause = this.cause({ check: 'decode', reason: 'FieldValueTypeInvalid', field, pointer, message });
    return [{ ...cause, self: { ...cause.self, reason: 'BadRequest' } }];
  }

  warning({ kind, field, pointer, message }: ServerWarning): FactList<'serverWarnings'>[number] {
    return {
      self: { kind, field, message, ...this.#container(pointer).facts },
      pointer: nearestExisting(this.#manifest.object, pointer),
    };
  }

  /** Causes that exist only because the field at `pointer` went. */
  #becauseOf(pointer: Pointer): { texts: string[]; place: Place | undefined } {
    const causes = this.#verdict.causes.filter(({ becauseOf }) => becauseOf === pointer);
    return { texts: causes.map((cause) => `${cause.field}: ${cause.message}`), place: this.#place(causes[0]?.pointer) };
  }

  /** Names of the members of one container or other object that the server refuses in the same words. */
  #alike(pointer: Pointer, message: string): string[] {
    if (this.#refused.size === 0)
      for (const cause of this.#verdict.causes) {
        const key = `${parent(cause.pointer)} ${cause.message}`;
        this.#refused.set(key, (this.#refused.get(key) ?? new Set()).add(lastSegment(cause.pointer)));
      }
    return [...(this.#refused.get(`${parent(pointer)} ${message}`) ?? [])];
  }

  #place(pointer: Pointer | undefined): Place | undefined {
    return pointer === undefined ? undefined : { pointer: nearestExisting(this.#manifest.object, pointer) };
  }

  #valueAt(pointer: Pointer): string {
    const value = resolve(this.#manifest.object, pointer);
    return typeof value === 'string' ? value : '';
  }

  /** The container that a pointer lies in, with the class it has on the target. */
  #container(pointer: Pointer): ContainerPlace {
    for (const { podSpecPointer } of this.#workloads) {
      if (!pointer.startsWith(`${podSpecPointer}/`)) continue;
      const [, list = '', index = ''] = pointer.slice(podSpecPointer.length).split('/');
      const at = join(podSpecPointer, list, index);
      const written = resolve(this.#manifest.object, at);
      if (!/ontainers$/.test(list) || !isObject(written)) continue;
      const stored = resolve(this.#verdict.effective, at);
      const containerClass = classOf(list, isObject(stored) ? stored : written);
      return {
        pointer: at,
        podSpec: podSpecPointer,
        facts: { containerClass, containerList: list, containerName: stringAt(written, 'name') },
      };
    }
    return { pointer: '', podSpec: '', facts: { containerClass: '', containerList: '', containerName: '' } };
  }
}

const restartFields = ['restartPolicy', 'restartPolicyRules'];

function placeOf({ pointer }: ContainerPlace): Place | undefined {
  return pointer === '' ? undefined : { pointer };
}

/** The rows that tell what becomes of these fields on minors that know them. */
function unknownCheck(name: string, written: string, value: string): string {
  const list = containerLists.find((known) => known === written);
  if (list === undefined) return '';
  if (name === 'restartPolicy') return policyCheck(list, value);
  return name === 'restartPolicyRules' ? rulesCheck(list) : '';
}

function classOf(list: string, stored: JsonObject): string {
  if (list === 'initContainers') return stringAt(stored, 'restartPolicy') === 'Always' ? 'sidecar' : 'init';
  return list === 'containers' ? 'main' : 'ephemeral';
}

function minorText(minor: number | undefined): string {
  return minor === undefined ? '' : `1.${minor}`;
}
