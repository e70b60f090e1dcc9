import { argvOf, baseName, shellScript } from './argv.ts';
import { bareImages, fileTools, shortPrograms } from './programs.ts';
import { programs, type Run, runOfCommand, runOfTree, unknown } from './script-run.ts';
import { parseScript, type Syntax } from './shell-syntax.ts';
import type { Word } from './shell-tokens.ts';
import { shieldOfTerm } from './signals.ts';

/** The container's own words, read once. */
export interface ReadCommand {
  run: Run;
  /** They only handle files: addresses in its environment are not for it. */
  isFileTool: boolean;
  /** Words that show that a stop signal does not reach the program; '' when nothing shows it. */
  ignoresTerm: string;
}

/**
 * What the container's own words say. `command` and `args` as in the pod spec; `args` alone speak only when they start a shell
 * script or the image (normalised name) is known to have no entry point. Everything not proven is `unknown`.
 */
export function readCommand(command: readonly string[], args: readonly string[], image: string): ReadCommand {
  const line = literalLine(command, args, image);
  if (line === undefined) return { run: unknown, isFileTool: false, ignoresTerm: '' };
  const argv = argvOf(line);
  const script = shellScript(argv);
  if (script === undefined)
    return { run: runOfCommand(line, 0), isFileTool: fileTools.has(argv.program), ignoresTerm: '' };
  const tree = parseScript(script.text);
  // With args alone an entry point of the image may be process 1.
  const isFirst = command.length > 0 || bareImages.has(baseName(image));
  return {
    run: tree === undefined ? unknown : runOfTree(tree, 0),
    isFileTool: tree !== undefined && handlesFiles(tree),
    ignoresTerm: isFirst && tree !== undefined ? shieldOfTerm(line, script.text, tree) : '',
  };
}

/** The words that are surely run, or undefined when an entry point of the image stands in front of them. */
function literalLine(command: readonly string[], args: readonly string[], image: string): Word[] | undefined {
  const words = [...command, ...args].map((text) => ({ text, dynamic: text.includes('$('), quoted: true }));
  if (command.length > 0 || bareImages.has(baseName(image))) return words.length > 0 ? words : undefined;
  // sh -c SCRIPT runs whatever entry point hands it on; no known image reads these words otherwise.
  return shellScript(argvOf(words)) === undefined ? undefined : words;
}

function handlesFiles(tree: Syntax): boolean {
  const names = programs(tree);
  const isShort = (name: string): boolean => name === '' || (shortPrograms.has(name) && name !== 'migrate');
  return names.some((name) => fileTools.has(name)) && names.every(isShort);
}
