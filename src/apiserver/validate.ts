import type { Kind, Template } from './kinds.ts';
import type { Pass } from './pass.ts';
import { validateInitRestart, validateMainRestart } from './restart.ts';
import { objects } from './values.ts';

/** What the server has to say against an object, in its order. */
export function validate(pass: Pass, kind: Kind, template: Template): void {
  // Up to 1.33 a StatefulSet's pod spec is taken as it comes.
  if (kind.type === 'StatefulSet' && !pass.server.atLeast(34)) return;
  const { spec, specPath } = template;
  for (const [index, container] of objects(spec, 'containers').entries()) {
    validateMainRestart(pass, container, specPath.at('containers').at(index));
  }
  for (const [index, container] of objects(spec, 'initContainers').entries()) {
    validateInitRestart(pass, container, specPath.at('initContainers').at(index));
  }
}
