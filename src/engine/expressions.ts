import {
  CelError,
  check,
  compile,
  type Declarations,
  findUnguarded,
  type Parsed,
  type Program,
  parseExpression,
} from './cel/index.ts';
import { whenDeclarations } from './environment.ts';
import { type Lazy, lazy, type RuleProblem } from './rule.ts';

/** Longer expressions are a program, not a rule. UTF-16 units. */
const longest = 4000;

/** Reads and checks the expressions of one rule, collecting what is wrong with them. */
export class Expressions {
  readonly problems: RuleProblem[] = [];
  /** false for rules that were checked when they were bundled. */
  private readonly checked: boolean;
  /** Conditions that hold before the next expression runs: what they prove present needs no guard of its own. */
  private readonly assumed: Parsed[] = [];

  constructor(checked: boolean) {
    this.checked = checked;
  }

  /** A program of type `wanted` ('bool', 'string', or '' for any), compiled when first needed. */
  program(text: string, pointer: string, declarations: Declarations, wanted: 'bool' | 'string' | ''): Lazy<Program> {
    if (this.checked) this.verify(text, pointer, declarations, wanted);
    return lazy(() => compile(parseExpression(text), declarations.functions));
  }

  /** As `program`, for a condition that holds for everything that follows. */
  condition(text: string, pointer: string, declarations: Declarations): Lazy<Program> {
    const program = this.program(text, pointer, declarations, 'bool');
    if (this.checked) {
      const parsed = this.parse(text, pointer);
      if (parsed !== undefined) this.assumed.push(parsed);
    }
    return program;
  }

  /** The static type of an expression; 'dyn' when it is not known. */
  typeOf(text: string, declarations: Declarations): string {
    try {
      return check(parseExpression(text), declarations, { rules: true });
    } catch (error) {
      if (error instanceof CelError) return 'dyn';
      throw error;
    }
  }

  private parse(text: string, pointer: string): Parsed | undefined {
    try {
      return parseExpression(text);
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      const known = this.problems.some((problem) => problem.pointer === pointer && problem.start === error.start);
      if (!known) this.problems.push({ pointer, message: error.message, start: error.start, end: error.end });
      return undefined;
    }
  }

  private verify(text: string, pointer: string, declarations: Declarations, wanted: string): void {
    if (text.length > longest) {
      this.problems.push({
        pointer,
        message: `an expression has at most ${longest} characters, this one ${text.length}`,
      });
      return;
    }
    const parsed = this.parse(text, pointer);
    if (parsed === undefined) return;
    try {
      const type = check(parsed, declarations, { rules: true });
      if (wanted !== '' && type !== wanted) {
        this.problems.push({
          pointer,
          message: `the expression gives ${type}, a ${wanted} is wanted`,
          start: 0,
          end: text.length,
        });
        return;
      }
      for (const unguarded of findUnguarded(parsed, declarations, this.assumed)) {
        this.problems.push({ pointer, message: unguarded.message, start: unguarded.start, end: unguarded.end });
      }
    } catch (error) {
      if (!(error instanceof CelError)) throw error;
      const message = error.message + hint(error, declarations);
      this.problems.push({ pointer, message, start: error.start, end: error.end });
    }
  }
}

/** Versions are no numbers (1.3 is not 1.30): who asks for one is told the way. */
function hint(error: CelError, declarations: Declarations): string {
  if (declarations !== whenDeclarations || !error.message.endsWith(' in Target')) return '';
  const functions = (declarations.functions ?? []).map(({ name }) => `${name}()`);
  return `; target has gates, ${functions.join(', ')}: write target.atLeast('1.28')`;
}
