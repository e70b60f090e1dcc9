import { type JsonObject, member, objectAt, type Reason, stringAt } from '../../model/index.ts';
import { expressionProblem, expressionsOf } from '../resources/policy.ts';
import { isNative, type Sidecar, sidecarsOf } from '../sidecar-set.ts';
import type { KruiseCause, Surroundings } from './cause.ts';

/** Checks of resourcesPolicy, of initContainers and regular ones (from 1.9). A pattern is judged where one can be compiled. */
export function resourcesCauses(set: JsonObject, { compile }: Surroundings): KruiseCause[] {
  return sidecarsOf({ object: set }).flatMap((sidecar) => {
    const policy = objectAt(sidecar.container, 'resourcesPolicy');
    return policy === undefined ? [] : policyCauses(sidecar, policy, compile);
  });
}

function policyCauses(sidecar: Sidecar, policy: JsonObject, compile: Surroundings['compile']): KruiseCause[] {
  const cause = (reason: Reason, at: string, message: string): KruiseCause => ({
    check: 'resources-policy',
    reason,
    field: `spec[${sidecar.index}].resourcesPolicy${at}`,
    pointer: `${sidecar.pointer}/resourcesPolicy${at.replaceAll('.', '/')}`,
    message,
  });
  const causes: KruiseCause[] = [];
  if (sidecar.list === 'initContainers' && !isNative(sidecar)) {
    causes.push(cause('FieldValueForbidden', '', 'an initContainer needs restartPolicy Always for a resourcesPolicy'));
  }
  const { limits = {}, requests = {} } = objectAt(sidecar.container, 'resources') ?? {};
  if (Object.keys(limits ?? {}).length + Object.keys(requests ?? {}).length > 0) {
    return [...causes, cause('FieldValueInvalid', '', 'resourcesPolicy and resources exclude each other')];
  }
  const pattern = stringAt(policy, 'targetContainersNameRegex');
  const at = '.targetContainersNameRegex';
  if (pattern === '') causes.push(cause('FieldValueRequired', at, 'the pattern is empty'));
  else if (compile !== undefined && compile(pattern) === undefined) {
    causes.push(cause('FieldValueInvalid', at, `the pattern '${pattern}' does not compile`));
  }
  const expressions = member(policy, 'resourcesExpr');
  if (objectAt(expressions, 'limits') === undefined && objectAt(expressions, 'requests') === undefined) {
    return [...causes, cause('FieldValueInvalid', '.resourcesExpr', 'neither limits nor requests are given')];
  }
  for (const { side, name, text } of expressionsOf(policy)) {
    const problem = expressionProblem(text, name);
    if (problem !== '')
      causes.push(cause('FieldValueInvalid', `.resourcesExpr.${side}.${name}`, `'${text}': ${problem}`));
  }
  return causes;
}
