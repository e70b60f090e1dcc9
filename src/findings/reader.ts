import type { Finding, Fix, Manifest, Operation, ParsedSource, SourceDocument, SourceProblem } from '../model/index.ts';
import { referenceOf } from './finding.ts';
import type { OwnRules } from './own-rules.ts';

const nothing = { apiVersion: '', kind: '', namespace: '', name: '' };

/** What is wrong with the text itself, as findings of the rules `source/…`. */
export function readerFindings(parsed: ParsedSource, manifests: readonly Manifest[], own: OwnRules): Finding[] {
  // A text that is no manifest at all: the note in the list of files tells.
  if (parsed.skip !== undefined) return [];
  const { uri } = parsed.source;
  const report = (problem: SourceProblem, document?: SourceDocument): Finding[] => {
    const manifest = manifests.find(({ origin }) => origin?.document === document && document !== undefined);
    return own.finding(`source/${problem.kind}`, {
      message: problem.message,
      object: manifest === undefined ? nothing : referenceOf(manifest),
      location: { uri, pointer: problem.pointer ?? '', range: problem.range },
      related: (problem.related ?? []).map(({ message, range }) => ({
        message,
        location: { uri, pointer: '', range },
      })),
      ...fixesOf(problem, uri, document),
    });
  };
  return [
    ...parsed.problems.flatMap((problem) => report(problem)),
    ...parsed.documents
      .filter(({ problems }) => problems.length > 0)
      .flatMap((document) => document.problems.flatMap((problem) => report(problem, document))),
  ];
}

/** Which of two values was meant, only a person knows. */
function fixesOf(
  { kind, pointer }: SourceProblem,
  uri: string,
  document: SourceDocument | undefined,
): { fixes?: Fix[] } {
  if (kind !== 'duplicate-key' || pointer === undefined || document === undefined) return {};
  const operation: Operation = { op: 'remove-hidden', uri, document: document.index, pointer };
  return { fixes: [{ title: 'Delete the one that is lost', safe: false, operations: [operation] }] };
}
