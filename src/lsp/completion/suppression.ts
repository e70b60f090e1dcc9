import type { Policy } from '../../policy/index.ts';
import { ignoreKey } from './manifest.ts';
import type { Cursor, Outline } from './scalar.ts';
import { objectAt, pointerOf, valueAt } from './sketch.ts';
import { ruleId, type Suggestion, startsWith, value } from './suggestion.ts';

/** Parts of a line of the annotation that lets findings pass: a rule, `@container`, the end, the reason. */
export function inSuppression(
  text: string,
  { entries }: Outline,
  cursor: Cursor,
  { policy, found, at }: { policy: Policy; found: ReadonlySet<string>; at: number },
): Suggestion[] {
  const { root } = objectAt(entries, cursor.path);
  const place = [...root, 'metadata', 'annotations', ignoreKey];
  if (cursor.slot === 'start' || pointerOf(place) !== pointerOf(cursor.path)) return [];
  const before = text.slice(cursor.from, at);
  if (/^[^\s@]*$/.test(before)) {
    const [id = ''] = /^[^\s@]*/.exec(text.slice(cursor.from, cursor.to)) ?? [];
    const span = { from: cursor.from, to: cursor.from + id.length };
    // What was found here is what people want to let pass.
    return [...policy.known.values()].map((rule) => ruleId(rule, { span, rank: found.has(rule.id) ? 0 : 1 }));
  }
  const [, rule, word] = /^([^\s@]+@)(\S*)$/.exec(before) ?? [];
  if (rule !== undefined && word !== undefined) {
    const rest = /^\S*/.exec(text.slice(at, cursor.to))?.[0] ?? '';
    const span = { from: cursor.from + rule.length, to: at + rest.length };
    return containers(entries, root).map((name) => value(name, '', { sort: 'name', span }));
  }
  const blank = /^\S+(?:[ \t]+until=\S+)?[ \t]+([^ \t]*)$/.exec(before)?.[1];
  if (blank === undefined || text.slice(at, cursor.to).trim() !== '') return [];
  const span = { from: at - blank.length, to: at };
  const reason = value('-- ', 'Why the finding is let pass; every line needs a reason.', {
    sort: 'hint',
    span,
    detail: 'reason',
  });
  const until = value('until=', 'YYYY-MM-DD, the last day on which it is let pass.', { sort: 'hint', span, rank: 1 });
  return before.includes('until=') ? [reason] : [reason, until];
}

/** Names of the containers of an object, each once. */
function containers(entries: Outline['entries'], root: Outline['entries'][number]['path']): string[] {
  const named = entries.filter(({ path }) => {
    const list = String(path.at(-3));
    return startsWith(path, root) && path.at(-1) === 'name' && /^(?:c|initC|ephemeralC)ontainers$/.test(list);
  });
  return [...new Set(named.map(({ path }) => valueAt(entries, path)))].filter((name) => name !== '');
}
