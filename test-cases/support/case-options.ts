import { parseArgs } from 'node:util';
import type { LintOptions } from '../../src/lint.ts';
import { manifests, parse } from '../../src/source/index.ts';
import { parseTargets } from '../../src/target/index.ts';

/**
 * Options of a case, from its first line: `# lint: --target 1.28..1.33 --platform acs --complete`. Without that line: the defaults.
 * `--update`: the first document is stored already, the second replaces it.
 */
export function caseOptions(text: string): LintOptions {
  const words = /^(?:\uFEFF)?# lint:([^\r\n]*)/.exec(text)?.[1]?.trim().split(/\s+/) ?? [];
  const { values } = parseArgs({
    args: words,
    options: {
      target: { type: 'string' },
      gates: { type: 'string' },
      kubelet: { type: 'string' },
      platform: { type: 'string' },
      kruise: { type: 'string' },
      'ack-virtual-node': { type: 'string' },
      'ack-kruise': { type: 'string' },
      complete: { type: 'boolean' },
      update: { type: 'boolean' },
      today: { type: 'string' },
    },
  });
  const {
    target,
    complete,
    update,
    today,
    'ack-virtual-node': ackVirtualNode,
    'ack-kruise': ackKruise,
    ...rest
  } = values;
  const stated = {
    ...rest,
    ...(ackVirtualNode === undefined ? {} : { ackVirtualNode }),
    ...(ackKruise === undefined ? {} : { ackKruise }),
  };
  const about = Object.keys(stated).length > 0 || target !== undefined;
  return {
    ...(about ? { targets: parseTargets(target ?? '', { ...stated, origin: 'option' }) } : {}),
    ...(complete === true ? { complete } : {}),
    ...(update === true
      ? {
          stored: manifests(parse({ uri: '', text }))
            .slice(0, 1)
            .map(({ object }) => object),
        }
      : {}),
    ...(today === undefined ? {} : { today }),
  };
}
