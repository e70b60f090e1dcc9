import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml';

export { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair };

/** The syntax tree of one chunk, scalars as text: what they mean is decided in scalar.ts. */
export function readTree(text: string): Document.Parsed {
  return parseDocument(text, {
    schema: 'failsafe',
    resolveKnownTags: false,
    uniqueKeys: false,
    strict: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
}
