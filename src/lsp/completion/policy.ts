import { factLists } from '../../model/index.ts';
import type { Policy } from '../../policy/index.ts';
import { targetRecords } from '../../target/index.ts';
import type { Cursor, Entry, Outline, Path } from './scalar.ts';
import { placeIn } from './schema.ts';
import { pointerOf } from './sketch.ts';
import { isAt, key, ruleId, type Suggestion, startsWith, value } from './suggestion.ts';

type Form = 'config' | 'rule';

/** What may stand at a cursor in a rule file or a configuration. */
export function inPolicyFile(form: Form, { entries }: Outline, cursor: Cursor, policy: Policy): Suggestion[] {
  const { path, slot, isKey } = cursor;
  const { keys, values, about } = placeIn(form, path);
  const asKey = [...keys].map(([name, text]) => key(name, text));
  const written = entries.filter((each) => startsWith(each.path, path) && each.path.length > path.length);
  const isNew = ({ word }: Suggestion): boolean => !written.some((each) => each.path[path.length] === word);
  const keysHere = slot === 'start' ? [...asKey, ...moreKeys(form, path, policy)].filter(isNew) : [];
  if (isKey || slot === 'text') return keysHere;
  return [...keysHere, ...values.map((word) => value(word, about)), ...moreValues(form, path, entries, policy)];
}

/** Keys that are no words of the form: ids and gates. */
function moreKeys(form: Form, path: Path, { known }: Policy): Suggestion[] {
  if (form === 'rule') return [];
  const rules = [...known.values()];
  if (isAt(path, 'severities')) {
    const categories = [...new Set(rules.map(({ id }) => `${id.split('/')[0]}/*`))];
    return [
      ...categories.map((name) => key(name, 'Every rule of the category.', { rank: 1 })),
      ...rules.map((rule) => ruleId(rule, { sort: 'key' })),
    ];
  }
  if (isAt(path, 'parameters')) {
    const able = rules.filter(({ file }) => Object.keys(file.parameters ?? {}).length > 0);
    return able.map((rule) => ruleId(rule, { sort: 'key' }));
  }
  if (isAt(path, 'parameters', '*')) {
    const { parameters = {} } = known.get(String(path[1]))?.file ?? {};
    return Object.entries(parameters).map(([name, each]) =>
      key(name, each.description, { detail: `default ${JSON.stringify(each.default)}` }),
    );
  }
  if (isAt(path, 'targets', '*', 'gates')) return Object.keys(targetRecords.Gates).map((name) => key(name, ''));
  return [];
}

function moreValues(form: Form, path: Path, entries: readonly Entry[], { known }: Policy): Suggestion[] {
  const isRule = form === 'rule' ? isAt(path, 'supersedes', '*') : isAt(path, 'suppressions', '*', 'rule');
  if (isRule) return [...known.values()].map((rule) => ruleId(rule));
  if (form === 'config') return [];
  const scopes = { workload: 'once for each pod', object: 'once for each object' } as const;
  if (isAt(path, 'select') || isAt(path, 'select', '*')) {
    return Object.entries(factLists).map(([name, { item, scope, places }]) =>
      value(name, places.length === 0 ? '' : `Places: ${places.join(', ')}`, { detail: `${item}, ${scopes[scope]}` }),
    );
  }
  if (!isAt(path, 'validations', '*', 'pointer')) return [];
  const selected = entries.filter((each) => /^\/select(?:\/|$)/.test(pointerOf(each.path)));
  const places = Object.entries(factLists).flatMap(([name, list]) =>
    selected.some((each) => each.value === name) ? list.places : [],
  );
  return [...new Set(places)].map((name) => value(name, 'A place that the selected list names.'));
}
