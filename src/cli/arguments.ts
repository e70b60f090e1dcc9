import { parseArgs } from 'node:util';
import { nearest } from '../model/index.ts';
import type { Option } from './options.ts';
import { UsageError } from './usage.ts';

export interface Arguments {
  operands: string[];
  has(name: string): boolean;
  value(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  values(name: string): string[];
}

/** What users of kubectl type by habit. */
const habits: Readonly<Record<string, string>> = {
  '-f': 'paths are given without an option',
  '-o': 'write --format for the format, --output for a file',
  '-n': 'namespaces are read from the manifests',
};

/**
 * Reads the arguments of one command.
 * @throws {UsageError} for an unknown option, a value that is missing, not wanted, not allowed or repeated, and for too many operands.
 */
export function parseArguments(argv: readonly string[], options: readonly Option[], most: number): Arguments {
  const byName = new Map(options.map((option) => [option.name, option]));
  const { tokens } = parseArgs({
    args: [...argv],
    // Our own messages: the parser only cuts the arguments into tokens.
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: Object.fromEntries(options.map(describe)),
  });
  const found = new Map<string, string[]>();
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = byName.get(token.name);
    if (option === undefined) throw unknownOption(token.rawName, options);
    const text = optionValue(option, token.rawName, token.value, token.inlineValue === true);
    const before = found.get(option.name) ?? [];
    if (before.length > 0 && option.value !== undefined && option.repeats !== true) {
      throw new UsageError(`option ${token.rawName} is given twice, but has one value`);
    }
    found.set(option.name, [...before, text]);
  }
  if (operands.length > most) throw new UsageError(`unexpected argument '${operands[most]}'`);
  return {
    operands,
    has: (name) => found.has(name),
    value: (name) => found.get(name)?.[0],
    values: (name) => found.get(name) ?? [],
  };
}

function describe(option: Option): [string, { type: 'string' | 'boolean'; short?: string }] {
  const type = option.value === undefined ? 'boolean' : 'string';
  return [option.name, { type, ...(option.short === undefined ? {} : { short: option.short }) }];
}

function optionValue(option: Option, rawName: string, value: string | undefined, inline: boolean): string {
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`option ${rawName} takes no value, found '${value}'`);
    return '';
  }
  // The parser takes what follows, even another option.
  const isMissing = value === undefined || value === '' || (!inline && /^--?[a-z]/i.test(value));
  const wanted = option.choices === undefined ? option.value : option.choices.join(', ');
  if (isMissing) throw new UsageError(`option ${rawName} needs a value: ${wanted}`);
  if (option.choices === undefined || option.choices.includes(value)) return value;
  const near = nearest(value, option.choices);
  const hint = near === '' ? '' : `; did you mean '${near}'?`;
  throw new UsageError(`option ${rawName} is '${value}', but has to be one of ${wanted}${hint}`);
}

function unknownOption(rawName: string, options: readonly Option[]): UsageError {
  const near = nearest(
    rawName,
    options.map((option) => `--${option.name}`),
  );
  const hint = Object.hasOwn(habits, rawName) ? habits[rawName] : near === '' ? undefined : `did you mean ${near}?`;
  return new UsageError(`unknown option ${rawName}${hint === undefined ? '' : `; ${hint}`}`);
}
