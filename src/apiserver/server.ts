import type { Target } from '../model/index.ts';
import { gateOn, lastMinor } from '../target/index.ts';

/**
 * The API server of one target, as the judge asks about it. Every answer is remembered: a verdict holds for each other target that
 * would give the same answers to the questions asked on the way. So targets are grouped without a second list of what matters.
 */
export class Server {
  readonly #target: Target;
  #newestYes = 0;
  #oldestNo = lastMinor + 1;
  readonly #gates = new Map<string, boolean>();

  constructor(target: Target) {
    this.#target = target;
  }

  atLeast(minor: number): boolean {
    const yes = this.#target.minor >= minor;
    if (yes) this.#newestYes = Math.max(this.#newestYes, minor);
    else this.#oldestNo = Math.min(this.#oldestNo, minor);
    return yes;
  }

  on(gate: string): boolean {
    const known = this.#gates.get(gate);
    if (known !== undefined) return known;
    const on = gateOn(this.#target, gate);
    this.#gates.set(gate, on);
    return on;
  }

  /** Whether `target` would have answered every question so far as this one did. */
  answersLike(target: Target): boolean {
    if (target.minor < this.#newestYes || target.minor >= this.#oldestNo) return false;
    for (const [gate, on] of this.#gates) if (gateOn(target, gate) !== on) return false;
    return true;
  }
}
