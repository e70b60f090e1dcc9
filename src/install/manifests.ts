import { type JsonObject, stringAt } from '../model/index.ts';
import { access, namespaceOf } from './access.ts';
import { certificateObjects, writtenSecrets } from './certificate-objects.ts';
import { configuration } from './configuration.ts';
import { deployment } from './deployment.ts';
import { registration } from './registration.ts';
import { type Certificates, type InstallSettings, name } from './settings.ts';
import { autoscaler, disruptionBudget, networkPolicy, service } from './traffic.ts';

/** Everything to apply, in this order: each after what it needs, and API servers ask last. */
export function installation(settings: InstallSettings, from: Certificates): JsonObject[] {
  return [...inside(settings, certificateObjects(settings, from)), registration(settings, from)];
}

/**
 * What to delete, in this order: API servers stop asking first. A namespace that is not its own stays, with all that others keep in it.
 */
export function removal(settings: InstallSettings, from: Certificates): JsonObject[] {
  const certificates = [...writtenSecrets(settings, from), ...certificateObjects(settings, from)];
  const objects = [...inside(settings, certificates), registration(settings, from)].reverse().map(identity);
  return objects.filter(({ kind }) => kind !== 'Namespace' || settings.namespace === name);
}

function inside(settings: InstallSettings, certificates: readonly JsonObject[]): JsonObject[] {
  return [
    namespaceOf(settings),
    ...access(settings),
    configuration(settings),
    ...certificates,
    networkPolicy(settings),
    service(settings),
    deployment(settings),
    disruptionBudget(settings),
    autoscaler(settings),
  ];
}

function identity(object: JsonObject): JsonObject {
  const [own, namespace] = [stringAt(object, 'metadata', 'name'), stringAt(object, 'metadata', 'namespace')];
  return {
    apiVersion: stringAt(object, 'apiVersion'),
    kind: stringAt(object, 'kind'),
    metadata: { name: own, ...(namespace === '' ? {} : { namespace }) },
  };
}
