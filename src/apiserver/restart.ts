import type { JsonObject } from '../model/index.ts';
import { type ContainerList, policyCheck } from './lists.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, list, objects, text } from './values.ts';

const policies = ['Always', 'Never', 'OnFailure'];
const mostRules = 20;
const mostValues = 255;

/** restartPolicy of a main container: forbidden before 1.34, one of three words after. */
export function validateMainRestart(pass: Pass, container: JsonObject, path: Path): void {
  const { restartPolicy } = container;
  const rules = objects(container, 'restartPolicyRules');
  if (restartPolicy === undefined && rules.length === 0) return;
  const at = path.at('restartPolicy');
  if (!pass.server.atLeast(34)) {
    const check = policyCheck('containers', text(container, 'restartPolicy'));
    pass.cause(check, 'FieldValueForbidden', at, 'may not be set for non-init containers');
    return;
  }
  if (restartPolicy !== undefined) validatePolicy(pass, 'containers', container, path);
  else if (rules.length > 0) pass.cause('P08', 'FieldValueRequired', at, 'must be set when restartPolicyRules is');
  validateRules(pass, rules, path.at('restartPolicyRules'));
}

/** restartPolicy and rules of an init container. */
export function validateInitRestart(pass: Pass, container: JsonObject, path: Path): void {
  const { restartPolicy } = container;
  const rules = objects(container, 'restartPolicyRules');
  if (restartPolicy === undefined) {
    // 1.34 does not look at rules that stand without a policy.
    if (rules.length > 0 && pass.server.atLeast(35)) {
      pass.cause('P09', 'FieldValueRequired', path.at('restartPolicy'), 'must be set when restartPolicyRules is');
    }
    return;
  }
  validatePolicy(pass, 'initContainers', container, path);
  const at = path.at('restartPolicyRules');
  const isSidecar = restartPolicy === 'Always' && rules.length > 0;
  if (!isSidecar || pass.on('RestartAllContainersOnContainerExits')) validateRules(pass, rules, at);
  else pass.cause('P10', 'FieldValueForbidden', at, 'may not be set for native sidecars');
}

function validatePolicy(pass: Pass, list: ContainerList, container: JsonObject, path: Path): void {
  const policy = text(container, 'restartPolicy');
  if (policy === 'Always') return;
  const many = list === 'containers' || (pass.server.atLeast(34) && pass.on('ContainerRestartRules'));
  const supported = many ? policies : ['Always'];
  if (supported.includes(policy)) return;
  const message = `'${policy}' is not one of ${supported.join(', ')}`;
  pass.cause(policyCheck(list, policy), 'FieldValueNotSupported', path.at('restartPolicy'), message, { supported });
}

function validateRules(pass: Pass, rules: JsonObject[], path: Path): void {
  if (rules.length > mostRules) {
    pass.cause('P15', tooMany(pass), path, `${rules.length} rules, at most ${mostRules} are allowed`);
  }
  for (const [index, rule] of rules.entries()) validateRule(pass, rule, path.at(index));
}

function validateRule(pass: Pass, rule: JsonObject, path: Path): void {
  const action = text(rule, 'action');
  const restartAll = pass.on('RestartAllContainersOnContainerExits');
  const actions = restartAll ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (!actions.includes(action)) {
    const check = action === 'RestartAllContainers' ? 'P11' : 'P12';
    const message = `'${action}' is not one of ${actions.join(', ')}`;
    pass.cause(check, 'FieldValueNotSupported', path.at('action'), message, { supported: actions });
  }
  const exitCodes = child(rule, 'exitCodes');
  if (exitCodes === undefined) {
    pass.cause('P13', 'FieldValueRequired', path.at('exitCodes'), 'must be set');
    return;
  }
  validateExitCodes(pass, exitCodes, path.at('exitCodes'));
}

function validateExitCodes(pass: Pass, exitCodes: JsonObject, path: Path): void {
  const operators = ['In', 'NotIn'];
  const operator = text(exitCodes, 'operator');
  if (!operators.includes(operator)) {
    const message = `'${operator}' is not one of ${operators.join(', ')}`;
    pass.cause('P14', 'FieldValueNotSupported', path.at('operator'), message, { supported: operators });
  }
  const { length } = list(exitCodes, 'values');
  if (length > mostValues)
    pass.cause('P16', tooMany(pass), path.at('values'), `${length} values, at most ${mostValues} are allowed`);
}

function tooMany(pass: Pass): 'FieldValueTooMany' | 'FieldValueTooLong' {
  return pass.server.atLeast(36) ? 'FieldValueTooMany' : 'FieldValueTooLong';
}
