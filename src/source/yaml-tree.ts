import { Composer, CST, type Document, isScalar, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';

import { deepest, tooDeep } from './reading.ts';

export { isAlias, isMap, isScalar, isSeq, type Pair, type ParsedNode, type Scalar, type YAMLError } from 'yaml';

export interface Tree {
  contents: ParsedNode | null;
  /** Where the document ends: at a `...` or with the text. */
  end: number;
  /** In the order of the text. */
  errors: YAMLError[];
}

// Tags and scalars keep their text: what they mean to Kubernetes is decided in scalar.ts. Duplicate keys are found while the value
// is built, in linear time.
const options = {
  schema: 'failsafe',
  resolveKnownTags: false,
  uniqueKeys: false,
  strict: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** The syntax tree of the first YAML document of a text; Kubernetes' reader looks at no other. */
export function readTree(text: string, more: { keepSourceTokens?: true } = {}): Tree {
  const parsed = new Composer<ParsedNode>({ ...options, ...more }).compose(tokens(text), true, text.length).next();
  // With `forceDoc`, at least one document comes out.
  const document = parsed.value as Document.Parsed;
  const errors = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  return { contents: document.contents, end: document.range[2], errors };
}

export type SourceToken = CST.SourceToken;

/** What a pair or list was read from, when tokens are kept. */
export function tokenOf(
  node: object,
): Partial<{ start: SourceToken[]; sep: SourceToken[]; items: { start: SourceToken[] }[] }> | undefined {
  // Which of these members there are depends on the token; all of them may be absent.
  return 'srcToken' in node ? (node.srcToken as ReturnType<typeof tokenOf>) : undefined;
}

function* tokens(text: string): Generator<CST.Token> {
  const lexer = withoutIndentInside(new Lexer());
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of lexer.lex(text)) {
    yield* parser.next(lexeme);
    offset += lexeme.length;
    // `yaml` composes by recursion, and V8 may abort the process where the stack ends: refuse long before.
    if (parser.stack.length > deepest) throw tooDeep({ from: offset, to: offset });
  }
  yield* parser.end();
}

type Step = () => Generator<string, string | undefined>;

/**
 * Quoted scalars and flow collections may be indented as they like: libyaml, and so Kubernetes' reader, looks at indentation in block
 * context only. `yaml` follows the specification and refuses them, with no option to do otherwise; hence the reach into its lexer.
 */
function withoutIndentInside(lexer: Lexer): Lexer {
  // Members that `yaml` declares private; test-cases/conformance fails should they ever change.
  const inner = lexer as unknown as { indentNext: number; parseQuotedScalar: Step; parseFlowCollection: Step };
  const relaxed = (step: Step): Step =>
    function* () {
      const indent = inner.indentNext;
      inner.indentNext = 0;
      const next = yield* step.call(inner);
      inner.indentNext = indent;
      return next;
    };
  inner.parseQuotedScalar = relaxed(inner.parseQuotedScalar);
  inner.parseFlowCollection = relaxed(inner.parseFlowCollection);
  return lexer;
}

/** The text of a double-quoted scalar, quotes included, as its value. */
export function unquote(source: string): string {
  const token: CST.FlowScalar = { type: 'double-quoted-scalar', offset: 0, indent: 0, source };
  return CST.resolveAsScalar(token, false)?.value ?? source;
}

/** An unquoted `<<`: go-yaml merges what stands behind it. */
export function isMergeKey(key: ParsedNode): boolean {
  if (!isScalar(key) || key.source !== '<<') return false;
  return key.tag === undefined ? key.type === 'PLAIN' : key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge';
}
