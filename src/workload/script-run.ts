import { type Argv, argvOf, baseName, shellScript } from './argv.ts';
import { endlessConditions, inputReaders, killers, leavers, pipeReaders, shortPrograms } from './programs.ts';
import { type ListItem, parseScript, type Syntax } from './shell-syntax.ts';
import type { Word } from './shell-tokens.ts';

/** What a literal command does: never ends, ends at once after file work, or cannot be told. */
export interface Run {
  runs: 'forever' | 'once' | 'unknown';
  /** The words that prove it; '' when unknown. */
  because: string;
}

export const unknown: Run = { runs: 'unknown', because: '' };
const deepest = 3;

/** Names of all programs a script calls, '' for those that are not literal. */
export function programs(node: Syntax): string[] {
  switch (node.kind) {
    case 'command': {
      // `exec` alone only redirects; with a command it ends the script.
      if (node.words.length === 1 && node.words[0]?.text === 'exec') return [];
      return [baseName(node.words.find((word) => !/^\w+=/.test(word.text))?.text ?? ''), argvOf(node.words).program];
    }
    case 'pipeline':
      return node.parts.flatMap(programs);
    case 'list':
      return node.items.flatMap((item) => programs(item.node));
    case 'loop':
      return [...programs(node.condition), ...programs(node.body)];
    case 'for':
      return programs(node.body);
    case 'if':
      return [...node.conditions, ...node.branches].flatMap(programs);
  }
}

function mayLeave(node: Syntax): boolean {
  return programs(node).some((name) => leavers.has(name));
}

function runOfScript(script: string, depth: number): Run {
  const tree = depth > deepest ? undefined : parseScript(script);
  return tree === undefined ? unknown : runOfTree(tree, depth);
}

/** What a whole script does. */
export function runOfTree(tree: Syntax, depth: number): Run {
  const run = runOf(tree, depth);
  return run.runs === 'forever' && programs(tree).some((name) => killers.has(name)) ? unknown : run;
}

function runOf(node: Syntax, depth: number): Run {
  switch (node.kind) {
    case 'command':
      return runOfCommand(node.words, depth);
    case 'pipeline':
      return runOfPipeline(node.parts, depth);
    case 'list':
      return runOfList(node.items, depth);
    case 'loop':
      return runOfLoop(node);
    case 'for':
      return node.endless && !mayLeave(node.body) ? { runs: 'forever', because: 'for ((;;))' } : unknown;
    case 'if':
      return runOfBranches(
        node.branches.map((branch) => runOf(branch, depth)),
        node.complete,
      );
  }
}

/** What one command line does. */
export function runOfCommand(words: readonly Word[], depth: number): Run {
  const argv = argvOf(words);
  const script = shellScript(argv);
  if (script !== undefined) return runOfScript(script.text, depth + 1);
  const because = clip(argv.words.map((word) => word.text).join(' '));
  if (isEndless(argv)) return { runs: 'forever', because };
  return isShort(argv, words) ? { runs: 'once', because: clip(words.map((word) => word.text).join(' ')) } : unknown;
}

function isEndless({ program, words }: Argv): boolean {
  const options = words.slice(1).map((word) => word.text);
  if (program === 'sleep') return /^inf(?:inity)?$/i.test(options[0] ?? '');
  if (program !== 'tail' || options.some((option) => option.startsWith('--pid'))) return false;
  return options.some((option) => /^-[a-zA-Z0-9+]*[fF]/.test(option) || /^--follow(?:=|$)/.test(option));
}

function isShort({ program, words }: Argv, whole: readonly Word[]): boolean {
  // Nothing but assignments, or `exec` for its redirections.
  if (words.length === 0) return whole.length > 0;
  if (program === 'git') return words.some((word) => word.text === 'clone');
  if (program === 'exec') return words.length === 1;
  if (inputReaders.has(program) && words.length === 1) return false;
  if (program === 'tail') return !words.some((word) => /^-[a-zA-Z0-9+]*[fF]|^--(?:follow|pid)/.test(word.text));
  return shortPrograms.has(program) && /^(?:(?:\/usr(?:\/local)?)?\/s?bin\/)?[^/]+$/.test(words[0]?.text ?? '');
}

/** A pipe runs as long as its last part; what reads to the end of its input runs as long as the part before. */
function runOfPipeline(parts: readonly Syntax[], depth: number): Run {
  const runs = parts.map((part, index) => (index > 0 && readsInput(part) ? readInput : runOf(part, depth)));
  if (runs.every((run) => run.runs === 'once')) return runs[0] ?? unknown;
  const last = runs.at(-1);
  if (last?.runs === 'forever') return last;
  const first = runs[0];
  return first?.runs === 'forever' && parts.slice(1).every(readsToTheEnd) ? first : unknown;
}

const readInput: Run = { runs: 'once', because: '' };

/** `| base64`: ends with its input. */
function readsInput(node: Syntax): boolean {
  return node.kind === 'command' && node.words.length === 1 && inputReaders.has(argvOf(node.words).program);
}

function readsToTheEnd(node: Syntax): boolean {
  if (node.kind === 'loop') return programs(node.condition).includes('read') && !mayLeave(node.body);
  if (node.kind !== 'command') return false;
  const { program, words } = argvOf(node.words);
  if (program === 'grep')
    return !words.some((word) => /^-[a-zA-Z]*[mqlL]|^--(?:max|quiet|silent|files)/.test(word.text));
  return pipeReaders.has(program);
}

function runOfLoop(node: Extract<Syntax, { kind: 'loop' }>): Run {
  const condition = soleCommand(node.condition);
  if (condition === undefined || mayLeave(node.body)) return unknown;
  const text = condition.words.map((word) => word.text).join(' ');
  const holds = node.until ? text === 'false' : alwaysHolds(condition.words);
  return holds ? { runs: 'forever', because: clip(`${node.until ? 'until' : 'while'} ${text}`) } : unknown;
}

function alwaysHolds(words: readonly Word[]): boolean {
  const [first, ...rest] = words.map((word) => word.text);
  if (first === '[' || first === '[[' || first === 'test') {
    const operands = rest.filter((word) => word !== ']' && word !== ']]');
    if (operands.length === 1) return words[1]?.dynamic === false && operands[0] !== '';
    return operands.length === 3 && /^(?:1 -eq 1|1 ==? 1|true ==? true)$/.test(operands.join(' '));
  }
  return endlessConditions.has(first ?? '');
}

function soleCommand(node: Syntax): Extract<Syntax, { kind: 'command' }> | undefined {
  if (node.kind === 'command') return node;
  const only = node.kind === 'list' && node.items.length === 1 ? node.items[0] : undefined;
  return only !== undefined && !only.background ? soleCommand(only.node) : undefined;
}

function runOfBranches(runs: readonly Run[], complete: boolean): Run {
  const first = runs[0] ?? unknown;
  if (runs.every((run) => run.runs === 'once')) return first;
  return complete && runs.every((run) => run.runs === 'forever') ? first : unknown;
}

/** Statements one after the other: the first endless one that is surely reached decides. */
function runOfList(items: readonly ListItem[], depth: number): Run {
  let allShort = items.length > 0;
  let background = unknown;
  let latest = unknown;
  let last = unknown;
  for (const item of items) {
    const run = waitedFor(item.node, background, latest) ?? runOf(item.node, depth);
    const isReached = item.after !== '||';
    if (item.background) latest = run;
    if (item.background && run.runs === 'forever') background = run;
    else if (run.runs === 'forever' && isReached) return run;
    if (mayLeave(item.node) && !(item === items.at(-1) && allShort)) return unknown;
    if (run.runs !== 'once' || item.background) allShort = false;
    last = run;
  }
  return allShort ? last : unknown;
}

/** `sleep infinity & wait` lets a shell answer signals while it sleeps: it runs as long as what it waits for. */
function waitedFor(node: Syntax, background: Run, latest: Run): Run | undefined {
  if (node.kind !== 'command' || node.words[0]?.text !== 'wait') return undefined;
  const operands = node.words.slice(1).map((word) => word.text);
  if (operands.length === 0) return background;
  return operands.join(' ') === '$!' ? latest : undefined;
}

function clip(text: string): string {
  const line = text.replaceAll('\n', ' ');
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
