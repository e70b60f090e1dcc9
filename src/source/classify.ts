import { isObject, type JsonValue, type Skip, type Source } from '../model/index.ts';
import type { TextProblem } from './reading.ts';

const renderFirst = {
  helm: 'Helm template: render it first: helm template … | sidecarlint lint -',
  jinja: 'Jinja template: render it first, then lint the result',
  sed: 'Template with lines to be filled in (__NAME__): fill them in first, then lint the result',
};

/** Why a text is not read at all, judged by its name and its first characters. */
export function sourceSkip({ uri, text }: Source): Skip | undefined {
  if (/\.(?:md|markdown|mdx)$/i.test(uri))
    return { kind: 'markdown', reason: 'Markdown: put the manifests in it into files of their own' };
  const head = text.slice(0, 1000);
  const controls = head.match(/(?![\t\n\r\f])\p{Cc}|\ufffd/gu)?.length ?? 0;
  if (controls > 8 && controls * 10 > head.length) return { kind: 'binary', reason: 'Binary file: not a text' };
  return undefined;
}

/** Template markup where YAML has structure: at a line's beginning, as a bare value, or trimming white space around it. */
const markup = /^[ \t]*(?:- +)?(?:\{\{|\{%|<%)|(?:^|[ \t])[^\s"'#]+:[ \t]+(?:\{\{|\{%)|\{\{-|-\}\}/m;

/** A line that a script replaces with others. */
const lineToFill = /^[ \t]*__[A-Z][A-Z0-9_]*__[ \t]*$/m;

/** Why a document holds nothing to lint; undefined for manifests, empty documents and broken ones. */
export function documentSkip(
  text: string,
  index: number,
  value: JsonValue | undefined,
  problems: TextProblem[],
): Skip | undefined {
  const kindOf = value === undefined ? template(text, problems) : problems.length > 0 ? undefined : foreign(value);
  return kindOf && { ...kindOf, document: index };
}

/** A template fails at, or soon behind, the first piece of markup that is no YAML. */
function template(text: string, problems: TextProblem[]): Skip | undefined {
  const end = text.indexOf('\n', problems[0]?.span.to ?? 0);
  const before = end < 0 ? text : text.slice(0, end);
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (lineToFill.test(before)) return { kind: 'template', reason: renderFirst.sed };
  if (!markup.test(before) && !/\{\{|\{%/.test(line)) return undefined;
  return { kind: 'template', reason: /\{%/.test(before) ? renderFirst.jinja : renderFirst.helm };
}

function foreign(value: JsonValue): Skip | undefined {
  if (value === null) return undefined;
  if (Array.isArray(value)) return foreignList(value);
  if (!isObject(value)) return { kind: 'not-kubernetes', reason: 'A single value, no Kubernetes object' };
  if (typeof value.kind === 'string' && value.kind !== '') return asserts(value) ? assertion : undefined;
  if ('kind' in value && 'apiVersion' in value)
    return { kind: 'not-kubernetes', reason: 'Its kind is not text: no Kubernetes object' };
  if (['apiVersion', 'metadata', 'spec'].some((key) => Object.hasOwn(value, key))) return patch;
  return { kind: 'not-kubernetes', reason: 'No apiVersion and kind: not a Kubernetes object' };
}

/** A key that is an expression in parentheses, as Chainsaw writes what must hold; a Kyverno anchor holds a name only. */
const expressionKey = /^\(.*[^\w-].*\)$/s;

function asserts(value: JsonValue): boolean {
  if (Array.isArray(value)) return value.some(asserts);
  return isObject(value) && Object.entries(value).some(([key, member]) => expressionKey.test(key) || asserts(member));
}

const assertion: Skip = {
  kind: 'assertion',
  reason: 'A test assertion (keys in parentheses): it tells what must hold, it is no object to apply',
};

const patch: Skip = {
  kind: 'patch',
  reason: 'No kind: a patch is judged with what it patches: kustomize build … | sidecarlint lint -',
};

function foreignList(list: JsonValue[]): Skip | undefined {
  if (list.some((item) => isObject(item) && typeof item.kind === 'string' && item.kind !== '')) return undefined;
  const operations = list.length > 0 && list.every((item) => isObject(item) && 'op' in item && 'path' in item);
  return operations ? patch : { kind: 'not-kubernetes', reason: 'A list without Kubernetes objects' };
}

/** Nobody can tell what a broken text without these words was meant to be; most files of a repository are no manifests. */
export function namesNoKind(text: string): boolean {
  return !/(?:^|[\s{,'"])(?:kind|apiVersion)['"]?[ \t]*:/.test(text);
}
