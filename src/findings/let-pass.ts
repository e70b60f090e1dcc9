import { type Fix, join, type Manifest, objectAt, stringAt } from '../model/index.ts';
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

/** Takes a line out of the annotation, and the annotation with its last line. */
export function withoutLine(manifest: Manifest, text: string): Fix {
  const { uri = '', document, base = '' } = manifest.origin ?? {};
  const before = stringAt(manifest.object, 'metadata', 'annotations', annotation);
  const value = before
    .split('\n')
    .filter((line) => line.trim() !== text)
    .join('\n');
  const annotations = join(base, 'metadata', 'annotations');
  const isLast = Object.keys(objectAt(manifest.object, 'metadata', 'annotations') ?? {}).length === 1;
  const whole = isLast ? annotations : join(annotations, annotation);
  const change =
    value.trim() === ''
      ? ({ op: 'remove', pointer: whole } as const)
      : ({ op: 'replace', pointer: join(annotations, annotation), value } as const);
  return { title: 'Remove the line', safe: false, operations: [{ ...change, uri, document: document?.index ?? 0 }] };
}
