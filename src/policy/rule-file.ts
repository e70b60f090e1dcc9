import { type CompiledRule, type CompileOptions, compileRule, type RuleProblem } from '../engine/index.ts';
import type { RuleFile } from '../generated/rule.ts';
import { rule as validRule } from '../generated/validators.js';
import type { JsonValue, Position, Source, SourceDocument } from '../model/index.ts';
import { parse } from '../source/index.ts';
import type { PolicyProblem } from './errors.ts';
import { schemaProblems } from './schema-problems.ts';

/** A rule file as text, and the id that its path gives it. */
export interface RuleSource extends Source {
  id: string;
}

/** Reads, checks and compiles one rule file. Every problem has file, line and column. */
export function readRule(
  source: RuleSource,
  options: Omit<CompileOptions, 'check'>,
): { rule?: CompiledRule; problems: PolicyProblem[] } {
  const [document, ...more] = parse(source).documents;
  if (document === undefined || more.length > 0)
    return { problems: [{ uri: source.uri, message: 'a rule file holds exactly one rule' }] };
  const unreadable = document.problems.map((problem) => ({
    uri: source.uri,
    position: problem.range.start,
    message: problem.message,
  }));
  if (document.value === undefined || unreadable.length > 0) {
    const template = document.skip === undefined ? [] : [{ uri: source.uri, message: document.skip.reason }];
    return { problems: [...unreadable, ...template] };
  }
  const shape = wrongShape(document.value);
  if (shape.length > 0) return { problems: shape.map((problem) => placed(problem, source, document)) };
  // Validated against the schema the type is generated from.
  const file = document.value as unknown as RuleFile;
  if (file.id !== source.id) {
    const problem = {
      pointer: '/id',
      message: `found id '${file.id}', wanted '${source.id}': the id is the path below the rules folder`,
    };
    return { problems: [placed(problem, source, document)] };
  }
  const { rule, problems } = compileRule(file, { ...options, check: true });
  return {
    ...(rule === undefined ? {} : { rule }),
    problems: problems.map((problem) => placed(problem, source, document)),
  };
}

function wrongShape(value: JsonValue): (RuleProblem & { key?: boolean })[] {
  return validRule(value) ? [] : schemaProblems(validRule.errors ?? [], value);
}

function placed(problem: RuleProblem & { key?: boolean }, source: Source, document: SourceDocument): PolicyProblem {
  const range = document.rangeOf(problem.pointer, problem.key === true ? 'key' : 'value') ?? document.range;
  const expression = excerpt(problem, document.value);
  const within = problem.start === undefined ? undefined : inside(source.text, range.start, problem, document.value);
  return { uri: source.uri, position: within ?? range.start, message: `${problem.message}${expression}` };
}

/** The offending characters, as they may stand folded or quoted in the file. */
function excerpt(problem: RuleProblem, root: JsonValue | undefined): string {
  const text = textAt(problem, root);
  if (text === undefined || problem.start === undefined) return '';
  const piece = text.slice(problem.start, problem.end ?? text.length).trim();
  return piece === '' || piece === text.trim() ? '' : ` (at '${piece.length > 60 ? `${piece.slice(0, 57)}…` : piece}')`;
}

/** The exact column when the text stands in the file as it is; folded and escaped scalars point at their beginning. */
function inside(
  text: string,
  start: Position,
  problem: RuleProblem,
  root: JsonValue | undefined,
): Position | undefined {
  const value = textAt(problem, root);
  const line = text.split('\n')[start.line] ?? '';
  if (value === undefined || problem.start === undefined) return undefined;
  const column = line.indexOf(value, start.column);
  return column < 0 ? undefined : { line: start.line, column: column + problem.start };
}

function textAt(problem: RuleProblem, root: JsonValue | undefined): string | undefined {
  let value = root;
  for (const segment of problem.pointer.split('/').slice(1)) {
    // Pointers of problems name keys of the rule form: no escapes among them.
    value = (value as Record<string, JsonValue> | undefined)?.[segment];
  }
  return typeof value === 'string' ? value : undefined;
}
