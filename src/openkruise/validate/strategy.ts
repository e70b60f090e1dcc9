import { isConvertible, selectorTerms } from '../../inventory/index.ts';
import { type JsonObject, type JsonValue, listAt, type Reason, stringAt, valueAt } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import type { KruiseCause } from './cause.ts';
import { selectorCauses } from './selector.ts';

const base = { field: 'spec.updateStrategy', pointer: '/spec/updateStrategy' };

const cause = (reason: Reason, name: string, message: string): KruiseCause => ({
  check: 'update-strategy',
  reason,
  field: `${base.field}.${name}`,
  pointer: `${base.pointer}/${name}`,
  message,
});

/** The webhook looks at the strategy of rolling updates alone; under every other type, misspelt ones too, it goes unchecked. */
export function strategyCauses(set: JsonObject, release: Release): KruiseCause[] {
  const strategy = valueAt(set, 'spec', 'updateStrategy');
  if (stringAt(strategy, 'type') !== 'RollingUpdate') return [];
  const causes: KruiseCause[] = [];
  const selector = valueAt(strategy, 'selector');
  const partition = valueAt(strategy, 'partition');
  const splits = typeof partition === 'string' || (typeof partition === 'number' && partition !== 0);
  if (behaves(release, 'partitionExcludesSelector') && selector !== undefined && splits) {
    const message = 'partition and selector exclude each other';
    causes.push({ ...cause('FieldValueInvalid', 'partition', message), field: 'updateStrategy' });
  }
  if (selector !== undefined) {
    const at = { check: 'update-strategy', field: `${base.field}.selector`, pointer: `${base.pointer}/selector` };
    causes.push(...selectorCauses(selector, at, release));
  }
  for (const name of ['partition', 'maxUnavailable']) {
    const value = valueAt(strategy, name);
    const isRight = typeof value === 'string' ? /^[0-9]+%$/.test(value) : typeof value !== 'number' || value >= 0;
    if (!isRight)
      causes.push(
        cause('FieldValueInvalid', name, `${JSON.stringify(value)} is neither a number from 0 nor a percentage`),
      );
  }
  const [priority] = behaves(release, 'priorityStrategy') ? priorityProblems(strategy) : [];
  if (priority !== undefined) causes.push(cause('FieldValueRequired', 'priorityStrategy', priority));
  const scatter = scatterProblem(strategy);
  if (scatter !== '') causes.push(cause('FieldValueRequired', 'scatterStrategy', scatter));
  return causes;
}

/** The webhook names the first one only. */
function priorityProblems(strategy: JsonValue | undefined): string[] {
  const order = listAt(strategy, 'priorityStrategy', 'orderPriority');
  const weights = listAt(strategy, 'priorityStrategy', 'weightPriority');
  const problems: string[] = [];
  if (order.length > 0 && weights.length > 0) problems.push('orderPriority and weightPriority exclude each other');
  for (const term of weights) {
    const weight = Number(valueAt(term, 'weight') ?? 0);
    const selector = valueAt(term, 'matchSelector');
    if (weight < 0 || weight > 100) problems.push(`weight ${weight} is outside 0 to 100`);
    if (selectorTerms(selector).length === 0) problems.push('matchSelector is empty');
    else if (!isConvertible(selector)) problems.push('matchSelector cannot be used');
  }
  if (order.some((term) => stringAt(term, 'orderedKey') === '')) problems.push('orderedKey is empty');
  return problems;
}

/** The first fault only, as the webhook. */
function scatterProblem(strategy: JsonValue | undefined): string {
  const seen = new Set<string>();
  for (const term of listAt(strategy, 'scatterStrategy')) {
    const key = stringAt(term, 'key');
    const pair = JSON.stringify([key, stringAt(term, 'value')]);
    if (key === '') return 'key is empty';
    if (seen.has(pair)) return `${pair} stands there twice`;
    seen.add(pair);
  }
  return '';
}
