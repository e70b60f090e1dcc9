import { type CompletionItem, CompletionItemKind, MarkupKind, type Range } from 'vscode-languageserver';
import { createPolicy } from '../../policy/index.ts';
import type { Project } from '../project.ts';
import { inManifest } from './manifest.ts';
import { outlineOf } from './outline.ts';
import { inPolicyFile } from './policy.ts';
import type { Cursor } from './scalar.ts';
import type { Suggestion } from './suggestion.ts';
import { inSuppression } from './suppression.ts';

/** More than this no editor shows, and no person writes by hand. */
const longest = 500_000;

const kinds: Record<Suggestion['sort'], CompletionItemKind> = {
  key: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Reference,
  name: CompletionItemKind.Variable,
  hint: CompletionItemKind.Keyword,
};

/** What may stand at an offset of an open text; nothing where that is not for us to say. `rangeOf` is the editor's name of a span. */
export function complete(
  project: Project,
  path: string,
  text: string,
  at: number,
  rangeOf: (from: number, to: number) => Range,
): CompletionItem[] {
  const form = project.formOf(path);
  if (form === 'code') return [];
  const { from, end } = form === 'manifest' ? documentAt(text, at) : { from: 0, end: text.length };
  if (end - from > longest) return [];
  const outline = outlineOf(text, from, end, at);
  const { cursor } = outline;
  const { policy, run } = project;
  if (cursor === undefined) return [];
  const isJson = /^\s*[{[]/.test(text.slice(from, from + 200));
  const suggestions = (): Suggestion[] => {
    // A configuration that is wrong from the beginning is the one that needs help most.
    if (form !== 'manifest') return inPolicyFile(form, outline, cursor, policy ?? createPolicy());
    if (policy === undefined || run === undefined) return [];
    const found = new Set(project.findings(path).map(({ ruleId }) => ruleId));
    return [...inSuppression(text, outline, cursor, { policy, found, at }), ...inManifest(outline, cursor, run)];
  };
  return suggestions().map((each) => toItem(each, cursor, isJson, rangeOf));
}

function toItem(
  suggestion: Suggestion,
  cursor: Cursor,
  isJson: boolean,
  rangeOf: (from: number, to: number) => Range,
): CompletionItem {
  const { word, sort, detail, about, rank = 0, span = cursor } = suggestion;
  return {
    label: word.trim(),
    kind: kinds[sort],
    sortText: `${String(rank).padStart(3, '0')} ${word}`,
    filterText: word,
    textEdit: { range: rangeOf(span.from, span.to), newText: written(suggestion, cursor, isJson) },
    ...(detail === '' ? {} : { detail }),
    ...(about === '' ? {} : { documentation: { kind: MarkupKind.Markdown, value: about } }),
  };
}

/** A word as it stands in the text: quoted where it has to be, and a key with its colon. */
function written({ word, sort, isText }: Suggestion, cursor: Cursor, isJson: boolean): string {
  const isOther = /^(?:true|false)$/i.test(word);
  const isQuoted = cursor.quote === '' && (isOther ? isText === true : isJson);
  const isOpenKey = sort === 'key' && !cursor.isKey && cursor.quote === '';
  return `${cursor.lead}${isQuoted ? JSON.stringify(word) : word}${isOpenKey ? ': ' : ''}`;
}

/** The document of a text that an offset lies in, between lines that begin with `---`. */
function documentAt(text: string, at: number): { from: number; end: number } {
  const before = text.lastIndexOf('\n---', at - 1);
  const next = text.indexOf('\n---', at);
  const separator = before < 0 ? (text.startsWith('---') ? 0 : -1) : before + 1;
  const from = separator < 0 ? 0 : text.indexOf('\n', separator) + 1;
  return { from: Math.min(from, at), end: next < 0 ? text.length : next + 1 };
}
