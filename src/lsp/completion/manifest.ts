import { namesOn, type PlatformName } from '../../alibaba/index.ts';
import type { LiveRun } from '../../live.ts';
import type { JsonObject } from '../../model/index.ts';
import { explain, fieldText } from '../hover.ts';
import type { Cursor, Outline, Path } from './scalar.ts';
import { type Outlined, objectAt, plain, pointerOf, sketch, valueAt } from './sketch.ts';
import { isAt, key, type Suggestion, startsWith, value } from './suggestion.ts';

export const ignoreKey = 'sidecarlint.dev/ignore';

const lists = ['containers', 'initContainers', 'ephemeralContainers'];

/** What may stand at a cursor in a manifest, where that is for us to say. */
export function inManifest({ entries }: Outline, cursor: Cursor, run: LiveRun): Suggestion[] {
  const object = objectAt(entries, cursor.path);
  if (object.kind === '' || object.apiVersion === '' || cursor.slot === 'text') return [];
  const path = cursor.path.slice(object.root.length);
  const last = path.at(-1);
  if (cursor.isKey || cursor.slot === 'start') {
    if (last === 'annotations' || last === 'labels' || last === 'matchLabels') return keysOf(object, path, run);
    if (cursor.isKey) return [];
  }
  if (last === 'restartPolicy') return policies(object, path, run);
  const container = path.slice(0, -3);
  if (path.at(-3) === 'env' && isContainer(object, container, run)) return env(object, path, run);
  return names(object, path.slice(0, -1), run).flatMap((each) =>
    each.name === last ? each.values.map((word) => value(word, each.meaning, { isText: true })) : [],
  );
}

/** The values that a target keeps, each with what becomes of it on the others. */
function policies(object: Outlined, path: Path, run: LiveRun): Suggestion[] {
  const isOwn = lists.includes(String(path.at(-3))) && typeof path.at(-2) === 'number';
  const spec = path.slice(0, isOwn ? -3 : -1);
  const name = valueAt(object.entries, [...object.root, ...path.slice(0, -1), 'name']) || 'x';
  const main = { name: isOwn ? 'main' : name, image: 'x' };
  return ['Always', 'OnFailure', 'Never'].flatMap((word, index) => {
    const own = { name, image: 'x', restartPolicy: word };
    const pod: JsonObject = isOwn
      ? { containers: [main], [String(path.at(-3))]: [own] }
      : { containers: [main], restartPolicy: word };
    const manifest = sketch(object, plain(spec), pod);
    const views = run.look(manifest);
    const at = pointerOf(plain(path));
    const kept = views.filter((view) => fieldText(view, at) === 'kept');
    if (kept.length === 0 || !kept.some(({ pods }) => pods.some((each) => each.pointer === pointerOf(plain(spec)))))
      return [];
    const targets = kept.flatMap((view) => view.targets).length;
    const about = explain(views, run.targets, manifest, at).join('\n\n');
    return [value(word, about, { rank: (run.targets.length - targets) * 3 + index })];
  });
}

/** Names of markers that are not set here yet, or values of one. */
function env(object: Outlined, path: Path, run: LiveRun): Suggestion[] {
  const markers = namesOn(run.platforms).markers;
  const entry = [...object.root, ...path.slice(0, -1)];
  if (path.at(-1) === 'value') {
    const name = valueAt(object.entries, [...entry, 'name']);
    const marker = markers.find((each) => each.name === name);
    return (marker?.values ?? []).map((word) => value(word, marker?.meaning ?? '', { isText: true }));
  }
  if (path.at(-1) !== 'name') return [];
  const others = object.entries.filter(
    (each) => startsWith(each.path, entry.slice(0, -1)) && !startsWith(each.path, entry) && each.path.at(-1) === 'name',
  );
  return markers
    .filter(({ name }) => !others.some((each) => each.value === name))
    .map(({ name, meaning }) => value(name, meaning, { sort: 'name' }));
}

function keysOf(object: Outlined, path: Path, run: LiveRun): Suggestion[] {
  const at = [...object.root, ...path];
  const isSet = (name: string): boolean => object.entries.some((each) => startsWith(each.path, [...at, name]));
  return names(object, path, run)
    .filter(({ name }) => !isSet(name))
    .map(({ name, meaning }) => key(name, meaning));
}

const ordered: PlatformName = {
  name: 'apps.kruise.io/container-launch-priority',
  values: ['Ordered'],
  meaning: 'OpenKruise: containers start one after the other, in the order of their list.',
};

/** Labels or annotations that mean something in the mapping at a path. */
function names(object: Outlined, path: Path, run: LiveRun): PlatformName[] {
  const isSet = object.kind === 'SidecarSet';
  if (isSet && isAt(path, 'spec', 'selector', 'matchLabels')) return namesOn(run.platforms).selectableLabels;
  if (path.at(-2) !== 'metadata') return [];
  const template = path.slice(0, -2);
  const isPod = !isSet && isPodSpec(object, [...template, 'spec'], run);
  if (path.at(-1) === 'labels') return isPod ? namesOn(run.platforms).podLabels : [];
  const own = {
    name: ignoreKey,
    values: [],
    meaning: 'Findings let pass, one on a line: `<rule>[@<container>] -- <reason>`.',
  };
  return [...(template.length === 0 ? [own] : []), ...(isPod ? [ordered] : [])];
}

function isContainer(object: Outlined, path: Path, run: LiveRun): boolean {
  return lists.includes(String(path.at(-2))) && isPodSpec(object, path.slice(0, -2), run);
}

function isPodSpec(object: Outlined, path: Path, run: LiveRun): boolean {
  const pointer = pointerOf(plain(path));
  const pod = { containers: [{ name: 'x', image: 'x' }] };
  return run.look(sketch(object, plain(path), pod)).some(({ pods }) => pods.some((each) => each.pointer === pointer));
}
