import { dyn, isDyn, param, sameType, type Type, typeText, variable } from './types.ts';

type Substitution = Map<string, Type>;

/** Types that take null besides their own values, as cel-go's checker has it. */
const nullable = new Set(['google.protobuf.Duration', 'google.protobuf.Timestamp', 'optional_type']);

/** Unification of types, after the algorithm of cel-go's checker: what is assignable there must be assignable here. */
export class Inference {
  private bound: Substitution = new Map();
  private count = 0;

  fresh(): Type {
    this.count++;
    return variable(`%${this.count}`);
  }

  /** Whether values of each type may stand where the other list wants its types; remembers what that says about variables. */
  assignable(from: readonly Type[], to: readonly Type[]): boolean {
    const before = new Map(this.bound);
    if (from.length === to.length && from.every((type, at) => this.unify(type, to[at] ?? dyn))) return true;
    this.bound = before;
    return false;
  }

  /** The type of a list that holds both, dyn when they differ. */
  join(previous: Type, current: Type): Type {
    return this.assignable([previous], [current]) ? mostGeneral(previous, current) : dyn;
  }

  /** The type with its variables replaced; those that nothing is known of stay, or become dyn. */
  resolve(type: Type, unknownAsDyn = false): Type {
    if (type.isVariable) {
      const known = this.bound.get(type.name);
      if (known !== undefined) return this.resolve(known, unknownAsDyn);
      return unknownAsDyn ? dyn : type;
    }
    if (type.params.length === 0) return type;
    return { ...type, params: type.params.map((part) => this.resolve(part, unknownAsDyn)) };
  }

  /** A signature's types with variables of their own. */
  instantiate(types: readonly Type[]): Type[] {
    const own: Substitution = new Map();
    const replace = (type: Type): Type => {
      if (!type.isVariable) return type.params.length === 0 ? type : { ...type, params: type.params.map(replace) };
      const known = own.get(type.name) ?? this.fresh();
      own.set(type.name, known);
      return known;
    };
    return types.map(replace);
  }

  private unify(from: Type, to: Type): boolean {
    if (to.isVariable) {
      const { valid, known } = this.substitute(from, to);
      if (valid || known) return valid;
    }
    if (from.isVariable) return this.substitute(to, from).valid;
    if (isDyn(from) || isDyn(to)) return true;
    if (from.name === 'null_type' || to.name === 'null_type') return nullCompatible(from, to);
    if (from.name === 'type') return to.name === 'type';
    return from.name === to.name && from.params.every((type, at) => this.unify(type, param(to, at)));
  }

  private substitute(type: Type, target: Type): { valid: boolean; known: boolean } {
    if (type.isVariable && type.name === target.name) return { valid: true, known: true };
    const known = this.bound.get(target.name);
    if (known === undefined) {
      if (this.mentions(type, target.name)) return { valid: false, known: false };
      this.bound.set(target.name, type);
      return { valid: true, known: false };
    }
    if (sameType(type, known)) return { valid: true, known: true };
    if (!this.unify(type, known)) return { valid: false, known: true };
    const general = mostGeneral(type, known);
    if (!this.mentions(general, target.name)) this.bound.set(target.name, general);
    return { valid: true, known: true };
  }

  private mentions(type: Type, name: string): boolean {
    if (!type.isVariable) return type.params.some((part) => this.mentions(part, name));
    if (type.name === name) return true;
    const known = this.bound.get(type.name);
    return known !== undefined && this.mentions(known, name);
  }
}

function nullCompatible(a: Type, b: Type): boolean {
  return (
    a.name === b.name || nullable.has(a.name) || nullable.has(b.name) || a.name.includes('.') || b.name.includes('.')
  );
}

function mostGeneral(a: Type, b: Type): Type {
  return isAtMostAsSpecific(a, b) ? a : b;
}

function isAtMostAsSpecific(a: Type, b: Type): boolean {
  if (isDyn(a) || a.isVariable) return true;
  if (isDyn(b) || b.isVariable || a.name !== b.name) return false;
  return a.name === 'type' || a.params.every((type, at) => isAtMostAsSpecific(type, param(b, at)));
}

/** Types as messages write them, variables as dyn. */
export function typesText(types: readonly Type[], inference: Inference): string {
  return `(${types.map((type) => typeText(inference.resolve(type, true))).join(', ')})`;
}
