import type { JsonObject } from '../model/index.ts';
import { containerLists } from './lists.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { objects, text } from './values.ts';

/** Prefix of the annotation that names a container's AppArmor profile; a field took its place in 1.30. */
export const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

export function validateAppArmorAnnotations(
  pass: Pass,
  annotations: JsonObject | undefined,
  spec: JsonObject,
  path: Path,
  written: Path,
): void {
  for (const key of Object.keys(annotations ?? {})) {
    if (!key.startsWith(appArmorPrefix)) continue;
    const name = key.slice(appArmorPrefix.length);
    const pointer = written.key(key).pointer();
    const isThere = containerLists.some((list) =>
      objects(spec, list).some((container) => text(container, 'name') === name),
    );
    if (!isThere)
      pass.cause('other', 'FieldValueInvalid', path.key(key), `no container is called '${name}'`, { pointer });
    if (!/^(|runtime\/default|unconfined|localhost\/.*)$/s.test(text(annotations, key))) {
      pass.cause('other', 'FieldValueInvalid', path.key(key), 'is no AppArmor profile', { pointer });
    }
  }
}
