import type { JsonObject } from '../model/index.ts';
import { unsupported } from './handlers.ts';
import { subPathProblems } from './names.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { child, flag, isSet, list, number, text } from './values.ts';

/** `hostUsers`: the pod shares the node's users, which is the default. */
export function validateSecurityContext(pass: Pass, container: JsonObject, hostUsers: boolean, path: Path): void {
  const context = child(container, 'securityContext');
  if (context === undefined) return;
  for (const name of ['runAsUser', 'runAsGroup']) {
    if (number(context, name) < 0) pass.cause('other', 'FieldValueInvalid', path.at(name), 'must be 0 or more');
  }
  if (isSet(context, 'procMount')) validateProcMount(pass, text(context, 'procMount'), hostUsers, path.at('procMount'));
  validateProfile(pass, child(context, 'seccompProfile'), path.at('seccompProfile'));
  if (isSet(context, 'allowPrivilegeEscalation') && !flag(context, 'allowPrivilegeEscalation')) {
    const contradictions = [
      ...(flag(context, 'privileged') ? ['privileged: true'] : []),
      ...list(child(context, 'capabilities'), 'add').filter((capability) => capability === 'CAP_SYS_ADMIN'),
    ];
    for (const other of contradictions) {
      pass.cause('other', 'FieldValueInvalid', path, `allowPrivilegeEscalation: false contradicts ${String(other)}`);
    }
  }
  validateProfile(pass, child(context, 'appArmorProfile'), path.at('appArmorProfile'));
}

/** Before 1.33 servers turn the value into Default without a word. */
function validateProcMount(pass: Pass, procMount: string, hostUsers: boolean, path: Path): void {
  const known = ['Default', 'Unmasked'];
  if (!known.includes(procMount)) {
    if (pass.asItStands || pass.server.atLeast(33)) unsupported(pass, 'other', path, procMount, known);
  } else if (procMount === 'Unmasked' && hostUsers && pass.server.atLeast(33)) {
    pass.cause('other', 'FieldValueInvalid', path, 'Unmasked needs hostUsers: false');
  }
}

const profileTypes = ['Localhost', 'RuntimeDefault', 'Unconfined'];

/** Seccomp and AppArmor profiles: a file of the node goes with type Localhost, and with no other. */
export function validateProfile(pass: Pass, profile: JsonObject | undefined, path: Path): void {
  if (profile === undefined) return;
  const type = text(profile, 'type');
  const file = path.at('localhostProfile');
  if (type === '') pass.cause('other', 'FieldValueRequired', path.at('type'), 'must be set');
  else if (!profileTypes.includes(type)) unsupported(pass, 'other', path.at('type'), type, profileTypes);
  if (type !== 'Localhost') {
    if (isSet(profile, 'localhostProfile')) {
      pass.cause('other', 'FieldValueInvalid', file, 'goes with type Localhost only');
    }
  } else if (!isSet(profile, 'localhostProfile')) {
    pass.cause('other', 'FieldValueRequired', file, 'must be set beside type Localhost');
  } else {
    for (const problem of subPathProblems(text(profile, 'localhostProfile'))) {
      pass.cause('other', 'FieldValueInvalid', file, problem);
    }
  }
}
