import type { Io } from './io.ts';

/** Whether standard output gets colours. `when` is the value of --color. */
export function wantsColor(when: string | undefined, { env, stdout }: Pick<Io, 'env' | 'stdout'>): boolean {
  if (when === 'always') return true;
  if (when === 'never') return false;
  if (isSet(env.NO_COLOR)) return false;
  if (isSet(env.FORCE_COLOR)) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stdout.isTTY && env.TERM !== 'dumb';
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && text !== '';
}
