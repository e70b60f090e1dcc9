import type { JsonObject } from '../model/index.ts';
import type { Surroundings } from './container.ts';
import { unsupported } from './handlers.ts';
import type { Pass } from './pass.ts';
import type { Path } from './path.ts';
import { objects, text } from './values.ts';

const resources = ['cpu', 'memory'];
const policies = ['NotRequired', 'RestartContainer'];

export function validateResizePolicy(pass: Pass, container: JsonObject, pod: Surroundings, path: Path): void {
  const seen = new Set<string>();
  for (const [index, entry] of objects(container, 'resizePolicy').entries()) {
    const resource = text(entry, 'resourceName');
    if (seen.has(resource)) {
      pass.cause('P31', 'FieldValueDuplicate', path.at(index), `another entry is about '${resource}'`);
    }
    seen.add(resource);
    oneOf(pass, resource, resources, path);
    const policy = text(entry, 'restartPolicy');
    oneOf(pass, policy, policies, path);
    if (pod.restartPolicy === 'Never' && policy !== 'NotRequired' && pass.server.atLeast(29)) {
      const message = `must be NotRequired, not '${policy}', while the pod's restartPolicy is Never`;
      pass.cause('P30', 'FieldValueInvalid', path, message, { pointer: path.at(index).at('restartPolicy').pointer() });
    }
  }
}

function oneOf(pass: Pass, value: string, supported: readonly string[], path: Path): void {
  if (value === '') pass.cause('P31', 'FieldValueRequired', path, 'an entry needs resourceName and restartPolicy');
  else if (!supported.includes(value)) unsupported(pass, 'P31', path, value, supported);
}

/** resizePolicy where it is an init container's. `isSidecar`: it has restartPolicy Always. */
export function validateInitResizePolicy(pass: Pass, container: JsonObject, isSidecar: boolean, path: Path): void {
  const entries = objects(container, 'resizePolicy');
  if (entries.length === 0) return;
  // Without the gate the entries are there because they are stored: then the old rule holds.
  if (!pass.server.atLeast(33) || !pass.server.on('InPlacePodVerticalScaling')) {
    // 1.32 leaves alone what is stored on a sidecar.
    if (isSidecar && pass.server.atLeast(32) && storedOn(pass, () => true, true)) return;
    pass.cause(isSidecar ? 'P28' : 'P29', 'FieldValueInvalid', path, 'may not be set for init containers');
    return;
  }
  if (isSidecar || !pass.server.atLeast(36)) return;
  if (storedOn(pass, (entry) => text(entry, 'restartPolicy') === 'RestartContainer', false)) return;
  for (const [index, entry] of entries.entries()) {
    if (text(entry, 'restartPolicy') !== 'RestartContainer') continue;
    const message = 'may not be RestartContainer for init containers without restartPolicy: Always';
    pass.cause('P29', 'FieldValueInvalid', path.at(index).at('restartPolicy'), message);
  }
}

/** Whether some stored init container, sidecar or not, has such an entry. */
function storedOn(pass: Pass, wanted: (entry: JsonObject) => boolean, isSidecar: boolean): boolean {
  return objects(pass.stored, 'initContainers').some(
    (init) => (text(init, 'restartPolicy') === 'Always') === isSidecar && objects(init, 'resizePolicy').some(wanted),
  );
}
