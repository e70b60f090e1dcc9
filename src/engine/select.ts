import {
  type FactListName,
  factLists,
  factRecords,
  type ListDeclaration,
  nearest,
  type RecordDeclaration,
} from '../model/index.ts';
import { JsonPathError, parseJsonPath } from './jsonpath-grammar.ts';
import type { RuleProblem } from './rule.ts';

/** What a rule's `select` means: which items, of which record, with which named places. */
export interface Selection {
  lists: readonly FactListName[] | undefined;
  path: string | undefined;
  scope: 'workload' | 'object';
  /** Type text of `self`; `Selected` for the members that several lists share. */
  self: string;
  /** The members of `Selected`. */
  shared: RecordDeclaration | undefined;
  places: readonly string[];
}

const names = Object.keys(factLists);

function isList(name: string): name is FactListName {
  return Object.hasOwn(factLists, name);
}

/** Reads `select`; answers the problems instead when it names no list and is no JSONPath. */
export function selection(select: string | string[]): Selection | RuleProblem[] {
  if (typeof select === 'string' && select.startsWith('$')) return path(select);
  // Reported by the reader or the suppressor themselves: the file gives words and severity.
  if (select === 'reader')
    return { lists: [], path: undefined, scope: 'object', self: 'dyn', shared: undefined, places: [] };
  const wanted = typeof select === 'string' ? [select] : select;
  const problems: RuleProblem[] = [];
  const lists: FactListName[] = [];
  for (const [index, name] of wanted.entries()) {
    if (isList(name)) lists.push(name);
    else
      problems.push({
        pointer: typeof select === 'string' ? '/select' : `/select/${index}`,
        message: unknownList(name),
      });
  }
  if (problems.length > 0) return problems;
  const [first, ...others] = lists;
  if (first === undefined) return [{ pointer: '/select', message: 'select names no fact list' }];
  const declaration: ListDeclaration = factLists[first];
  if (others.some((name) => factLists[name].scope !== declaration.scope)) {
    return [{ pointer: '/select', message: 'the selected lists must all be of workloads or all of objects' }];
  }
  return {
    lists,
    path: undefined,
    scope: declaration.scope,
    self: others.length === 0 ? declaration.item : 'Selected',
    shared: others.length === 0 ? undefined : sharedMembers(lists),
    places: declaration.places.filter((place) => others.every((name) => placesOf(name).includes(place))),
  };
}

function path(select: string): Selection | RuleProblem[] {
  try {
    parseJsonPath(select);
  } catch (error) {
    if (!(error instanceof JsonPathError)) throw error;
    return [
      {
        pointer: '/select',
        message: `'${select}' is no JSONPath a rule can use: ${error.message}`,
        start: error.offset,
        end: error.offset + 1,
      },
    ];
  }
  return { lists: undefined, path: select, scope: 'object', self: 'dyn', shared: undefined, places: [] };
}

function unknownList(name: string): string {
  const near = nearest(name, names);
  const hint = near === '' ? `known lists: ${names.join(', ')}` : `did you mean '${near}'?`;
  return `'${name}' is neither a fact list nor a JSONPath ('$…'); ${hint}`;
}

function placesOf(name: FactListName): readonly string[] {
  return factLists[name].places;
}

function sharedMembers(lists: readonly FactListName[]): RecordDeclaration {
  const [first, ...others] = lists.map((name): RecordDeclaration => factRecords[factLists[name].item]);
  return Object.fromEntries(
    Object.entries(first ?? {}).filter(([member, type]) => others.every((record) => record[member] === type)),
  );
}
