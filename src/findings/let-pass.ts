import { type Fix, join, type Manifest, stringAt } from '../model/index.ts';
import { annotation } from './suppression.ts';

/** Stands for the reason until somebody has written one. */
const placeholder = 'why this is let pass';

/** Adds the line that lets a rule pass on an object, or on one container of it, to the annotations of the object. */
export function letPass(manifest: Manifest, ruleId: string, container: string): Fix {
  const { uri = '', document, base = '' } = manifest.origin ?? {};
  const before = stringAt(manifest.object, 'metadata', 'annotations', annotation);
  const line = `${ruleId}${container === '' ? '' : `@${container}`} -- ${placeholder}`;
  // A text without a line break at its end may be written in a way that cannot have one.
  const value = before === '' || before.endsWith('\n') ? `${before}${line}\n` : `${before}\n${line}`;
  const pointer = join(base, 'metadata', 'annotations', annotation);
  const change =
    before === '' ? ({ op: 'add', pointer, value } as const) : ({ op: 'replace', pointer, value } as const);
  return {
    title: `Let ${ruleId} pass ${container === '' ? 'here' : `on ${container}`}, with a reason`,
    safe: false,
    operations: [{ ...change, uri, document: document?.index ?? 0 }],
  };
}
