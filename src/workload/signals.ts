import { baseName } from './argv.ts';
import { programs } from './script-run.ts';
import type { Syntax } from './shell-syntax.ts';
import type { Word } from './shell-tokens.ts';

/** As process 1 they hand signals on, and a shell below them dies of TERM like any other process. */
const inits: ReadonlySet<string> = new Set(['tini', 'dumb-init', 'catatonit', 'pid1', 's6-svscan', 'runsvdir']);

/**
 * The beginning of the script that keeps TERM from the program: process 1 does not die of a signal it has no trap for, and a shell waits for its
 * children without handing signals on. '' when the shell is replaced (exec, a single command) or traps, and when nothing is certain.
 */
export function shieldOfTerm(line: readonly Word[], script: string, tree: Syntax): string {
  if (line.some((word) => inits.has(baseName(word.text))) || isSimple(tree)) return '';
  const names = programs(tree);
  return names.includes('trap') || names.includes('exec') ? '' : clip(script);
}

/** Shells become a command that stands alone. */
function isSimple(node: Syntax): boolean {
  if (node.kind === 'command') return true;
  const [first] = node.kind === 'list' ? node.items : [];
  return (
    node.kind === 'list' &&
    node.items.length < 2 &&
    (first === undefined || (!first.background && isSimple(first.node)))
  );
}

function clip(text: string): string {
  const line = text.trim().replaceAll(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
