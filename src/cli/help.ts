import type { Io } from './io.ts';
import { type Command, commands, globalOptions, type Option } from './options.ts';

const exits = `Exit status: 0 clean · 1 findings at or above --fail-on · 2 usage, configuration or rule error,
or no file matched · 3 a bug in the program`;

export function programHelp({ program, product }: Io): string {
  const list = commands.map(({ name, operands, summary }) => [`${name} ${operands}`, summary] as const);
  return `${product.name} ${product.version}: what will really happen to sidecar containers before a manifest reaches a cluster

Usage: ${program} COMMAND

Commands
${columns(list)}

Options
${columns(globalOptions.map(describe))}

Examples
${examples(
  program,
  commands.flatMap((command) => command.examples.slice(0, 2)),
)}

'${program} COMMAND --help' explains a command. ${product.homepage}
`;
}

export function commandHelp({ program }: Io, command: Command): string {
  const groups = command.groups.map(({ title, options }) => `${title}\n${columns(options.map(describe))}\n`).join('\n');
  return `Usage: ${program} ${command.name} [options] ${command.operands}

${command.description}

${groups}
Examples
${examples(program, command.examples)}

${command.exits ?? exits}
`;
}

function describe({ name, short, value, choices, help }: Option): readonly [string, string] {
  const usage = `--${name}${value === undefined ? '' : ` ${value}`}`;
  return [
    `${short === undefined ? '' : `-${short}, `}${usage}`,
    choices === undefined ? help : `${choices.join(' | ')}. ${help}`,
  ];
}

function examples(program: string, list: readonly (readonly [string, string])[]): string {
  return columns(list.map(([typed, meaning]) => [`${program} ${typed}`, meaning] as const));
}

function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
