import type { FileStatus, Manifest, ParsedSource } from '../model/index.ts';

/** What became of one text: linted, passed over and why, or unreadable. */
export function fileStatus(parsed: ParsedSource, manifests: readonly Manifest[]): FileStatus {
  const { uri } = parsed.source;
  const documents = new Set(manifests.map((manifest) => manifest.origin?.document)).size;
  const skips = parsed.skip === undefined ? parsed.documents.flatMap(({ skip }) => skip ?? []) : [parsed.skip];
  if (documents > 0) return { uri, status: 'linted', documents, skips };
  // A text that names no kind is no manifest that somebody broke, whatever is wrong with it.
  const broken =
    parsed.skip === undefined &&
    (parsed.problems.length > 0 ||
      parsed.documents.some(({ value, skip }) => value === undefined && skip === undefined));
  if (broken) return { uri, status: 'broken', reason: 'no document of it can be read', documents, skips };
  const reason = skips[0]?.reason ?? 'it holds no Kubernetes object';
  return { uri, status: 'skipped', reason, documents, skips };
}
