import type { JsonObject } from '../model/json.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, number } from './values.ts';

export function validateSecurityContext(pass: Pass, container: JsonObject, path: Path): void {
  const context = child(container, 'securityContext');
  if (context === undefined) return;
  for (const name of ['runAsUser', 'runAsGroup']) {
    if (number(context, name) < 0) pass.cause('other', 'FieldValueInvalid', path.at(name), 'must be 0 or more');
  }
  if (
    isSet(context, 'allowPrivilegeEscalation') &&
    !flag(context, 'allowPrivilegeEscalation') &&
    flag(context, 'privileged')
  ) {
    pass.cause('other', 'FieldValueInvalid', path, 'allowPrivilegeEscalation: false contradicts privileged: true');
  }
}
