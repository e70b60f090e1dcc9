import type { JsonObject } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import type { Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { validateNoEphemerals, validateTemplateSpec } from './pod-spec.ts';
import { child, isSet, list, objects, text } from './values.ts';

const policies = ['Never', 'OnFailure'];

/** The spec of a Job: its failure policy, then its pod template. */
export function validateJob(pass: Pass, job: JsonObject | undefined, template: Template, path: Path): void {
  const { spec, specPath } = template;
  const failurePolicy = child(job, 'podFailurePolicy');
  if (failurePolicy !== undefined) validateFailurePolicy(pass, failurePolicy, spec, path.at('podFailurePolicy'));
  validateTemplateSpec(pass, template);
  validateNoEphemerals(pass, template);
  const at = specPath.at('restartPolicy');
  const policy = text(spec, 'restartPolicy');
  if (policy === 'Always') {
    // The default of a pod is Always, so leaving it out is refused in the same words.
    pass.cause('P42', 'FieldValueRequired', at, 'must be Never or OnFailure in a Job', {
      supported: policies,
      lost: pass.loss(spec, 'restartPolicy'),
    });
  } else if (!policies.includes(policy)) unsupported(pass, 'P42', at, policy, policies);
  else if (failurePolicy !== undefined && policy !== 'Never') {
    pass.cause('P42', 'FieldValueInvalid', at, 'must be Never beside a podFailurePolicy');
  }
}

function validateFailurePolicy(pass: Pass, failurePolicy: JsonObject, spec: JsonObject, path: Path): void {
  const names = [...objects(spec, 'containers'), ...objects(spec, 'initContainers')].map((one) => text(one, 'name'));
  for (const [index, rule] of objects(failurePolicy, 'rules').entries()) {
    const onExitCodes = child(rule, 'onExitCodes');
    if (onExitCodes !== undefined)
      validateExitCodes(pass, onExitCodes, names, path.at('rules').at(index).at('onExitCodes'));
  }
}

function validateExitCodes(pass: Pass, onExitCodes: JsonObject, names: readonly string[], path: Path): void {
  const operator = text(onExitCodes, 'operator');
  const operators = ['In', 'NotIn'];
  if (!operators.includes(operator)) unsupported(pass, 'P43', path.at('operator'), operator, operators);
  const container = text(onExitCodes, 'containerName');
  if (isSet(onExitCodes, 'containerName') && !names.includes(container)) {
    pass.cause('P43', 'FieldValueInvalid', path.at('containerName'), `no container is called '${container}'`);
  }
  validateValues(pass, list(onExitCodes, 'values').map(Number), operator, path.at('values'));
}

function validateValues(pass: Pass, values: readonly number[], operator: string, path: Path): void {
  if (values.length === 0) pass.cause('P43', 'FieldValueInvalid', path, 'must hold at least one exit code');
  else if (values.length > 255) pass.cause('P43', 'FieldValueTooMany', path, 'must hold at most 255 exit codes');
  const seen = new Set<number>();
  for (const [index, value] of values.entries()) {
    if (operator === 'In' && value === 0)
      pass.cause('P43', 'FieldValueInvalid', path.at(index), 'must not be 0 with operator In');
    if (seen.has(value)) pass.cause('P43', 'FieldValueDuplicate', path.at(index), `${value} stands here twice`);
    seen.add(value);
  }
  if (values.some((value, index) => index > 0 && value < (values[index - 1] ?? value))) {
    pass.cause('P43', 'FieldValueInvalid', path, 'must be in ascending order');
  }
}
