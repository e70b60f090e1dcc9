import { selectorTerms } from '../../inventory/index.ts';
import { editDistance, type FactList, isObject, join, type Manifest, resolve, valueAt } from '../../model/index.ts';
import { isSidecarSet, virtualNodeLabel } from '../sidecar-set.ts';

const selectorPointer = '/spec/selector';

/**
 * Every term of `spec.selector` that wants a value of the virtual-node label, or of a key that was evidently meant to be it.
 * Terms that only exclude values or ask whether the label is there always say what they mean.
 */
export function virtualNodeTerms(manifest: Manifest): FactList<'virtualNodeTerms'> {
  if (!isSidecarSet(manifest)) return [];
  const selector = valueAt(manifest.object, 'spec', 'selector');
  const items: FactList<'virtualNodeTerms'> = [];
  for (const term of selectorTerms(selector)) {
    const keyMatch = matchKey(term.key);
    if (keyMatch === '' || term.operator !== 'In') continue;
    const written = resolve(selector, term.pointer);
    const isExpression = isObject(written);
    const base = join(selectorPointer) + term.pointer;
    const value = isExpression ? valueAt(written, 'values') : written;
    const wrong = term.values.findIndex((text) => text !== 'true');
    items.push({
      self: {
        key: term.key,
        value: term.values[Math.max(wrong, 0)] ?? '',
        keyMatch,
        valueRight: term.values.includes('true'),
        valueText: JSON.stringify(Array.isArray(value) && value.length === 1 ? value[0] : (value ?? null)),
        operator: term.operator,
      },
      pointer: base,
      places: {
        key: isExpression ? { pointer: join(base, 'key') } : { pointer: base, part: 'key' },
        value: { pointer: valuePointer(base, isExpression, wrong, Array.isArray(value)) },
      },
    });
  }
  return items;
}

function valuePointer(base: string, isExpression: boolean, wrong: number, isList: boolean): string {
  if (!isExpression) return base;
  if (!isList) return base;
  return wrong < 0 ? join(base, 'values') : join(base, 'values', wrong);
}

/** exact, near (a slip of the documented key), or '' for any other key. */
function matchKey(key: string): '' | 'exact' | 'near' {
  if (key === virtualNodeLabel) return 'exact';
  const plain = key.toLowerCase().replaceAll('_', '-');
  if (editDistance(plain, virtualNodeLabel, 2) <= 2) return 'near';
  const [host = '', name] = plain.split('/');
  if (name === undefined || !['serverless.alibabacloud.com', 'alibabacloud.com'].includes(host)) return '';
  return editDistance(name.replaceAll(/[-.]/g, ''), 'virtualnode', 2) <= 2 ? 'near' : '';
}
