import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver';
import { applyFixes, type Fixed } from '../../edit/index.ts';
import type { Finding, Fix, Range, Source } from '../../model/index.ts';
import { name } from '../name.ts';
import { fixAll } from './kinds.ts';
import type { EditWriter } from './workspace-edit.ts';

/** What an editor asks of one document as it is now. */
export interface Question {
  findings: readonly Finding[];
  /** Where the cursor is, or what is selected. */
  range: Range;
  /** Kinds that are asked for; absent: what is found at the cursor. */
  only?: readonly string[];
  /** What the editor shows there. */
  diagnostics: readonly Diagnostic[];
  /** The editor can show an action that cannot be taken, with the reason. */
  showsDisabled: boolean;
}

/** Where texts are read and edits go. */
export interface Desk {
  sourceOf(uri: string): Source | undefined;
  /** What lets a finding pass. */
  letPass(finding: Finding): Fix | undefined;
  write: EditWriter;
}

/** What can be done about the findings of a document. */
export function codeActions(question: Question, desk: Desk): CodeAction[] {
  const actions: CodeAction[] = [];
  if (isAsked(question, CodeActionKind.QuickFix)) {
    const here = question.findings.filter(
      ({ location }) => location.range !== undefined && touch(location.range, question.range),
    );
    const repairs = here.flatMap((finding) => repairsOf(finding, question, desk));
    actions.push(
      ...repairs,
      ...repeated(here, question, desk),
      ...here.flatMap((finding) => pass(finding, question, desk)),
    );
  }
  // A whole document is changed only where that is asked for.
  if (question.only !== undefined && isAsked(question, fixAll)) {
    const fixes = question.findings.flatMap(({ fixes: found }) => found?.find(({ safe }) => safe) ?? []);
    const edit = desk.write(applyFixes(fixes, desk.sourceOf));
    if (edit !== undefined) actions.push({ title: `Fix all that ${name} can fix safely`, kind: fixAll, edit });
  }
  return actions;
}

function isAsked({ only }: Question, kind: string): boolean {
  return only === undefined || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
}

/** The ways to carry out the fix of one finding; the best of them is the one an editor may take unasked. */
function repairsOf(finding: Finding, question: Question, desk: Desk): CodeAction[] {
  return (finding.fixes ?? []).flatMap((fix, index): CodeAction[] => {
    const fixed = applyFixes([fix], desk.sourceOf);
    const edit = desk.write(fixed);
    const action = { title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: shownFor(finding, question) };
    if (edit !== undefined) return [{ ...action, edit, ...(index === 0 && fix.safe ? { isPreferred: true } : {}) }];
    const reason = reasonOf(fixed);
    return question.showsDisabled && reason !== '' ? [{ ...action, disabled: { reason } }] : [];
  });
}

function reasonOf({ refused: [refusal] }: Fixed): string {
  return refusal?.reason ?? '';
}

/** More than these are not repaired before somebody asks for it: `source.fixAll` does. */
const most = 100;

/** All findings of the rules at the cursor at once, where one of them is not all. */
function repeated(here: readonly Finding[], { findings }: Question, desk: Desk): CodeAction[] {
  return [...new Set(here.map(({ ruleId }) => ruleId))].flatMap((ruleId): CodeAction[] => {
    const fixes = findings
      .filter((finding) => finding.ruleId === ruleId)
      .flatMap(({ fixes: found }) => found?.[0] ?? []);
    if (fixes.length < 2 || fixes.length > most) return [];
    const fixed = applyFixes(fixes, desk.sourceOf);
    const edit = desk.write(fixed);
    const title = `Fix all ${fixed.done.length} findings of ${ruleId} here`;
    return edit === undefined || fixed.done.length < 2 ? [] : [{ title, kind: CodeActionKind.QuickFix, edit }];
  });
}

function pass(finding: Finding, question: Question, desk: Desk): CodeAction[] {
  const fix = desk.letPass(finding);
  const edit = fix && desk.write(applyFixes([fix], desk.sourceOf));
  if (fix === undefined || edit === undefined) return [];
  return [{ title: fix.title, kind: CodeActionKind.QuickFix, diagnostics: shownFor(finding, question), edit }];
}

/** The diagnostics of a finding that the editor has told us of. */
function shownFor({ fingerprint, ruleId }: Finding, { diagnostics }: Question): Diagnostic[] {
  return diagnostics.filter(({ code, data }) => {
    if (code !== ruleId) return false;
    // Editors send back what they were given, or nothing.
    const given: unknown = data;
    return (
      !(typeof given === 'object' && given !== null && 'fingerprint' in given) || given.fingerprint === fingerprint
    );
  });
}

function touch(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.column < b.column);
}
