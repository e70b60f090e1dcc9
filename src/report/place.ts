import type { Location, ObjectReference } from '../model/index.ts';
import { escapeUnsafe } from './escape.ts';

/** A path as people read it. One that starts with `::` would be a workflow command in the log of a GitHub run. */
export function showPath(uri: string): string {
  if (uri === '-') return '<stdin>';
  return escapeUnsafe(uri.startsWith('::') ? `./${uri}` : uri);
}

/** `path:line:column`, 1-based, as editors and terminals open it; the pointer instead where no position is known. */
export function showLocation(location: Location): string {
  const path = showPath(location.uri);
  if (location.range !== undefined)
    return `${path}:${location.range.start.line + 1}:${location.range.start.column + 1}`;
  return location.pointer === '' ? path : `${path}#${escapeUnsafe(location.pointer)}`;
}

/** `Deployment shop/api` */
export function nameObject({ kind, namespace, name }: ObjectReference): string {
  return escapeUnsafe(`${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`).trimEnd();
}
