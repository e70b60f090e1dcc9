import {
  isObject,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  parseQuantity,
  stringAt,
  valueAt,
} from '../../model/index.ts';
import { formOf, quantityText } from '../library/quantity.ts';
import { type Amount, add, ExpressionError, larger, toQuantity } from './amount.ts';
import { evaluate } from './expression.ts';

/** Compiles a regular expression that runs in linear time; undefined for one that is malformed. */
export type Compile = (pattern: string) => ((text: string) => boolean) | undefined;

const resources = ['cpu', 'memory'] as const;
type ResourceName = (typeof resources)[number];
type Side = 'limits' | 'requests';

/** The regular containers and native sidecars of a pod that a policy adds up; the names of the sets' own containers do not count. */
export function targetContainers(
  pod: JsonObject,
  matches: (name: string) => boolean,
  sidecarNames: ReadonlySet<string>,
): JsonObject[] {
  const natives = listAt(pod, 'spec', 'initContainers').filter(
    (container) => stringAt(container, 'restartPolicy') === 'Always',
  );
  return [...natives, ...listAt(pod, 'spec', 'containers')].filter((container): container is JsonObject => {
    const name = stringAt(container, 'name');
    return isObject(container) && !sidecarNames.has(name) && matches(name);
  });
}

/** The `resources` that a policy gives its container. Throws ExpressionError where Kruise refuses the pod. */
export function computedResources(policy: JsonObject, targets: readonly JsonObject[]): JsonObject {
  const computed: JsonObject = {};
  for (const side of ['limits', 'requests'] as const) {
    const values: JsonObject = {};
    for (const name of resources) {
      const text = stringAt(policy, 'resourcesExpr', side, name);
      const total = aggregate(targets, side, name, stringAt(policy, 'targetContainersMode'));
      if (text !== '' && total !== undefined) values[name] = compute(text, total);
    }
    if (Object.keys(values).length > 0) computed[side] = values;
  }
  return computed;
}

/** undefined: unlimited, because a target states no limit. */
function aggregate(targets: readonly JsonObject[], side: Side, name: ResourceName, mode: string): Amount | undefined {
  const nothing: Amount = { nano: 0n, form: 'decimal' };
  const isKnown = mode === 'sum' || mode === 'max';
  const amounts = targets.map((target) => amountIn(valueAt(target, 'resources', side, name)));
  if (side === 'limits' && (!isKnown || amounts.includes(undefined))) return undefined;
  if (!isKnown) return nothing;
  const stated = amounts.filter((amount) => amount !== undefined);
  return stated.reduce((total, amount) => (mode === 'sum' ? add(total, amount) : larger(amount, total)), nothing);
}

function amountIn(value: JsonValue | undefined): Amount | undefined {
  const nano = parseQuantity(value);
  return nano === undefined ? undefined : { nano, form: formOf(String(value)) };
}

/** Which variable is bound depends on the text alone, and a plain number counts as cores or bytes accordingly. */
function compute(text: string, total: Amount): string {
  const variable = /\bmemory\b/.test(text) ? 'memory' : 'cpu';
  const result = evaluate(text, new Map([[variable, total]]));
  if ('nano' in result) return quantityText(result.nano, result.form);
  const cores = toQuantity(result).nano;
  return quantityText(variable === 'cpu' ? cores : BigInt(Math.trunc(result.number)) * 10n ** 9n, 'decimal');
}

/** Why an expression is refused when the set is stored; '' when it is not. Its own variable counts as the number 1 there. */
export function expressionProblem(text: string, name: ResourceName): string {
  try {
    evaluate(text, new Map([[name, { number: 1 }]]));
    return '';
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

/** The expressions of a policy with their places below it. */
export function expressionsOf(policy: JsonObject): { side: Side; name: ResourceName; text: string }[] {
  return (['limits', 'requests'] as const).flatMap((side) =>
    resources.flatMap((name) => {
      const text = stringAt(objectAt(policy, 'resourcesExpr', side), name);
      return text === '' ? [] : [{ side, name, text }];
    }),
  );
}
