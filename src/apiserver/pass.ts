import {
  type Cause,
  type Drop,
  editDistance,
  type JsonObject,
  type JsonValue,
  type Pointer,
  type Reason,
  type ServerWarning,
  type UnknownField,
} from '../model/index.ts';
import { inUse } from './in-use.ts';
import type { JsonText } from './json-text.ts';
import type { Path } from './path.ts';
import type { Server } from './server.ts';

/** A field that was written and did not reach validation. */
export interface Loss {
  name: string;
  pointer: Pointer;
  value: JsonValue;
}

export interface CauseDetails {
  /** Where a person should look, when not at the server's path. */
  pointer?: Pointer | undefined;
  supported?: readonly string[];
  /** The lost field but for which there would be no cause. */
  lost?: Loss | undefined;
  /** Listed after all others. */
  last?: boolean;
}

/** The way of one object through one API server, and what was found on it. */
export class Pass {
  readonly server: Server;
  readonly stored: JsonObject | undefined;
  readonly text: JsonText | undefined;
  /** The object is validated as it stands: nothing was filled in or taken away before. */
  readonly asItStands: boolean;
  readonly unknown: UnknownField[] = [];
  readonly duplicates: string[] = [];
  readonly dropped: Drop[] = [];
  readonly causes: Cause[] = [];
  readonly warnings: ServerWarning[] = [];
  readonly #late: Cause[] = [];
  readonly #losses = new Map<JsonObject, Loss[]>();

  /** `stored`: the pod spec that an update replaces. `text`: what was sent, where it was JSON text. */
  constructor(server: Server, stored?: JsonObject, text?: JsonText, asItStands = false) {
    this.server = server;
    this.stored = stored;
    this.text = text;
    this.asItStands = asItStands;
  }

  /** Whether a feature is there: its gate is on, or the stored object uses it already. */
  on(gate: string): boolean {
    return this.server.on(gate) || (this.stored !== undefined && inUse(this.server, gate, this.stored));
  }

  cause(check: string, reason: Reason, path: Path, message: string, details: CauseDetails = {}): void {
    const { pointer, supported, lost, last } = details;
    (last === true ? this.#late : this.causes).push({
      check,
      reason,
      field: path.field(),
      pointer: pointer ?? path.pointer(),
      message,
      ...(supported === undefined ? {} : { supported }),
      ...(lost === undefined ? {} : { afterLoss: true, becauseOf: lost.pointer }),
    });
  }

  /** A cause about the whole object, in place of all others. The server gives it this literal for a path. */
  instead(check: string, reason: Reason, message: string): void {
    this.causes.splice(0, this.causes.length, { check, reason, field: '[]', pointer: '', message });
  }

  /** Causes found since `from` lie elsewhere for a person than the server says. */
  move(from: number, said: Pointer, meant: Pointer): void {
    for (const cause of this.causes.slice(from)) cause.pointer = cause.pointer.replace(said, () => meant);
  }

  allCauses(): Cause[] {
    return [...this.causes, ...this.#late];
  }

  warn(kind: string, path: Path, message: string): void {
    this.warnings.push({ kind, field: path.field(), pointer: path.pointer(), message });
  }

  lose(owner: JsonObject, name: string, path: Path, value: JsonValue): void {
    const loss = { name, pointer: path.pointer(), value };
    const losses = this.#losses.get(owner);
    if (losses === undefined) this.#losses.set(owner, [loss]);
    else losses.push(loss);
  }

  /** The first field that an object lost. */
  anyLoss(owner: JsonObject): Loss | undefined {
    return this.#losses.get(owner)?.[0];
  }

  /** A field that the object lost under this name, or under one that looks like a slip of it. */
  loss(owner: JsonObject, name: string): Loss | undefined {
    return this.#losses.get(owner)?.find((loss) => editDistance(loss.name.toLowerCase(), name.toLowerCase(), 2) <= 2);
  }

  /** Takes the field away; what needed it can refer to the loss. */
  drop(check: string, type: string, owner: JsonObject, name: string, path: Path, gate: string): void {
    const place = path.at(name);
    const value = owner[name];
    if (value === undefined) return;
    delete owner[name];
    this.lose(owner, name, place, value);
    // An empty list is the same as none: nobody misses it.
    if (Array.isArray(value) && value.length === 0) return;
    this.dropped.push({ check, field: place.field(), pointer: place.pointer(), owner: type, name, gate });
  }
}
