import type { Manifest } from '../../model/index.ts';
import { join, listAt, type Pointer, stringAt } from '../../model/index.ts';
import { imageVersion, type Told } from './told.ts';
import { flagGates, type WrittenGate } from './written.ts';

interface Word {
  text: string;
  pointer: Pointer;
}

const flag = '--feature-gates';

/** The version and gates of the API server that a pod of kube-system runs; undefined for every other pod. */
export function readStaticPod(manifest: Manifest): { server?: Told; gates: WrittenGate[] } | undefined {
  if (manifest.namespace !== 'kube-system' && !manifest.name.startsWith('kube-apiserver')) return undefined;
  for (const [index, container] of listAt(manifest.object, 'spec', 'containers').entries()) {
    const base = join('/spec/containers', index);
    const words = ['command', 'args'].flatMap((list) =>
      listAt(container, list).map(
        (value, at): Word => ({ text: typeof value === 'string' ? value : '', pointer: join(base, list, at) }),
      ),
    );
    const image = stringAt(container, 'image');
    const runsServer = words.some(({ text }) => /(^|\/)kube-apiserver$/.test(text));
    if (!runsServer && !/(^|\/)kube-apiserver[:@]/.test(image)) continue;
    const server = imageVersion(image, /(?:^|\/)kube-apiserver:([^@]+)/, join(base, 'image'));
    return { ...(server === undefined ? {} : { server }), gates: flagsIn(words) };
  }
  return undefined;
}

/** `--feature-gates=A=true`, or the flag and its value as two words. */
function flagsIn(words: readonly Word[]): WrittenGate[] {
  return words.flatMap(({ text, pointer }, index) => {
    if (text.startsWith(`${flag}=`)) return flagGates(text.slice(flag.length + 1), pointer);
    const next = text === flag ? words[index + 1] : undefined;
    return next === undefined ? [] : flagGates(next.text, next.pointer);
  });
}
