import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CelError,
  CelRuntimeError,
  check,
  compile,
  type Declarations,
  parseExpression,
} from '../../src/engine/cel/index.ts';
import { typeName, type Value } from '../../src/engine/cel/values.ts';
import { resolve } from '../../src/model/index.ts';
import { recordedForm, sameRecorded } from './cel-values.ts';
import type { Tally } from './tally.ts';

interface Case {
  id: string;
  topic: string;
  expr: string;
  object?: string;
  oldObject?: string;
  params?: string;
  self?: string;
  vars?: Record<string, { type: string; value: Value }>;
  static?: string;
  result?: unknown;
  type?: string;
  unordered?: boolean;
  error?: string;
  stage?: string;
}

type Objects = ReadonlyMap<string, Value>;

/** What came out: a value in recorded form, or an error. */
interface Answer {
  text: string;
  result?: unknown;
  type?: string;
  static?: string;
  refused: boolean;
  failed: boolean;
}

/**
 * Compares what this engine makes of each expression with what the Kubernetes environment made of it: value and type equal; refused
 * where it refuses, refused or failing where it fails.
 */
export async function cel(dir: string, _root: string): Promise<Tally> {
  const objects = new Map(
    readLines<{ id: string; object: Value }>(join(dir, 'objects.jsonl')).map(({ id, object }) => [id, object]),
  );
  const tally: Tally = { passed: 0, failed: 0, skipped: 0, lines: [] };
  for (const one of readLines<Case>(join(dir, 'cases.jsonl'))) {
    const answer = answerOf(one, objects);
    if (agrees(answer, one)) tally.passed++;
    else {
      tally.failed++;
      tally.lines.push(`${one.id}: ${one.expr}`, `  here: ${answer.text}`, `  Kubernetes: ${recordedText(one)}`);
    }
  }
  return tally;
}

function readLines<Line>(path: string): Line[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line): Line => JSON.parse(line));
}

function recordedText(one: Case): string {
  if (one.error !== undefined) return `${one.error} (${one.stage})`;
  return `${JSON.stringify(one.result)}: ${one.type}, checked as ${one.static}`;
}

function agrees(answer: Answer, one: Case): boolean {
  if (one.error !== undefined) return answer.refused || (one.stage === 'eval' && answer.failed);
  if (answer.refused || answer.failed) return false;
  return (
    sameRecorded(answer.result, one.result, one.unordered === true) &&
    answer.type === one.type &&
    answer.static === one.static
  );
}

function answerOf(one: Case, objects: Objects): Answer {
  try {
    const parsed = parseExpression(one.expr);
    const checked = check(parsed, declarationsOf(one));
    const value = compile(parsed).evaluate(bindingsOf(one, objects), { steps: 10_000_000 }) as Value;
    const result = recordedForm(value);
    return {
      result,
      type: typeName(value),
      static: checked,
      text: `${JSON.stringify(result)}: ${typeName(value)}, checked as ${checked}`,
      refused: false,
      failed: false,
    };
  } catch (error) {
    const refused = error instanceof CelError;
    if (!refused && !(error instanceof CelRuntimeError)) throw error;
    const kind = refused ? error.stage : error.kind;
    return { text: `${kind}: ${error.message}`, refused, failed: !refused };
  }
}

function declarationsOf({ vars = {} }: Case): Declarations {
  const own = Object.entries(vars).map(([name, { type }]) => [name, type]);
  return {
    variables: { object: 'dyn', oldObject: 'dyn', params: 'dyn', self: 'dyn', ...Object.fromEntries(own) },
    records: {},
  };
}

function bindingsOf(one: Case, objects: Objects): Record<string, Value> {
  const bindings: Record<string, Value> = {};
  for (const name of ['object', 'oldObject', 'params', 'self'] as const) bindings[name] = bound(one[name], objects);
  for (const [name, { value }] of Object.entries(one.vars ?? {})) bindings[name] = value;
  return bindings;
}

/** `<object id>` or `<object id>#<JSON Pointer>`; null when the case does not name one. */
function bound(reference: string | undefined, objects: Objects): Value {
  if (reference === undefined) return null;
  const [id = '', pointer = ''] = reference.split('#');
  return resolve(objects.get(id) as never, pointer as never) ?? null;
}
