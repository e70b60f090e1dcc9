import { isConvertible, selectorProblems, selectorTerms } from '../../inventory/index.ts';
import type { JsonValue, Pointer } from '../../model/index.ts';
import { behaves, type Release } from '../release.ts';
import type { KruiseCause } from './cause.ts';

/** The webhook's judgement of a label selector that is present. One bad label value yields two causes; the second has the check `<check>-again`. */
export function selectorCauses(
  selector: JsonValue,
  at: { check: string; field: string; pointer: Pointer },
  release: Release,
): KruiseCause[] {
  const { check, field } = at;
  const expressionValues = behaves(release, 'expressionValues');
  const causes: KruiseCause[] = selectorProblems(selector, field, { expressionValues }).map((problem) => ({
    check,
    ...problem,
    pointer: at.pointer + problem.pointer,
  }));
  if (selectorTerms(selector).length === 0) {
    causes.push({ check, reason: 'FieldValueInvalid', field, pointer: at.pointer, message: 'the selector is empty' });
  }
  if (!isConvertible(selector)) {
    const message = 'the selector cannot be used';
    const again = causes.length > 0 ? `${check}-again` : check;
    causes.push({
      check: again,
      reason: 'FieldValueInvalid',
      field: `${field}.selector`,
      pointer: at.pointer,
      message,
    });
  }
  return causes;
}
