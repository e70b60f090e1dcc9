import { type Argv, argvOf, shellScript } from './argv.ts';
import { programs } from './script-run.ts';
import { parseScript, type Syntax } from './shell-syntax.ts';

const factors: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const longest = 1e6;

/** Whole seconds a literal command surely sleeps, one sleep after the other; 0 when it does not or the time is not literal. */
export function literalSleep(command: readonly string[]): number {
  const argv = argvOf(command.map((text) => ({ text, dynamic: text.includes('$('), quoted: true })));
  const script = shellScript(argv);
  const tree = script === undefined ? undefined : parseScript(script.text);
  return Math.min(longest, Math.floor(script === undefined ? sleepOf(argv) : tree === undefined ? 0 : sleepIn(tree)));
}

/** A literal command does nothing but sleep. */
export function isOnlySleep(command: readonly string[]): boolean {
  const argv = argvOf(command.map((text) => ({ text, dynamic: text.includes('$('), quoted: true })));
  const script = shellScript(argv);
  if (script === undefined) return argv.program === 'sleep';
  const tree = parseScript(script.text);
  return tree !== undefined && programs(tree).every((program) => program === 'sleep' || program === 'exec');
}

function sleepIn(node: Syntax): number {
  if (node.kind === 'command') return sleepOf(argvOf(node.words));
  if (node.kind !== 'list') return 0;
  return node.items.reduce((sum, item) => sum + (item.background || item.after === '||' ? 0 : sleepIn(item.node)), 0);
}

function sleepOf({ program, words }: Argv): number {
  if (program !== 'sleep' || words.some((word) => word.dynamic)) return 0;
  return words.slice(1).reduce((sum, { text }) => {
    const [, amount, unit = 's'] = /^([0-9]{1,7}(?:\.[0-9]{1,3})?)([smhd])?$/.exec(text) ?? [];
    return sum + Number(amount ?? 0) * (factors[unit] ?? 0);
  }, 0);
}

/** Whole seconds of a duration as flags write it ('30', '30s', '1m30s', '500ms'); undefined for anything else. */
export function literalDuration(text: string): number | undefined {
  if (/^[0-9]{1,7}$/.test(text)) return Number(text);
  if (text.length > 32 || !/^(?:[0-9.]+(?:ms|us|ns|[smhd]))+$/.test(text)) return undefined;
  let seconds = 0;
  for (const [, amount, unit = ''] of text.matchAll(/([0-9.]+)(ms|us|ns|[smhd])/g))
    seconds += Number(amount) * (factors[unit] ?? 0);
  return Number.isFinite(seconds) ? Math.floor(Math.min(longest, seconds)) : undefined;
}
