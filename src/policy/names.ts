import { nearest } from '../model/index.ts';

/** `jobs/*` matches every rule of its category. */
export function matches(id: string, name: string): boolean {
  return name.endsWith('/*') ? id.startsWith(name.slice(0, -1)) : id === name;
}

/** The message for a rule id nobody knows, with the nearest one. */
export function unknownRule(id: string, known: Iterable<string>): string {
  const near = nearest(id, known);
  return `there is no rule '${id}'; ${near === '' ? "'sidecarlint rules' lists them" : `did you mean '${near}'?`}`;
}
