import { nearest } from '../model/index.ts';
import { parseArguments } from './arguments.ts';
import { commandHelp, programHelp } from './help.ts';
import type { Io } from './io.ts';
import { type Command, commands, globalOptions, optionsOf } from './options.ts';
import { exitCodes, UsageError } from './usage.ts';

/** One run of the command line. Never throws: answers the exit code after everything is written. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (error) {
    if (error instanceof UsageError) {
      // Names of files and rules come from others.
      const { escapeUnsafe } = await import('../report/index.ts');
      io.stderr.write(`${io.program}: ${error.message.split('\n').map(escapeUnsafe).join('\n')}\n`);
      return exitCodes.usage;
    }
    io.stderr.write(`${bugReport(error, argv, io)}\n`);
    return exitCodes.bug;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined) {
    io.stderr.write(programHelp(io));
    return exitCodes.usage;
  }
  if (name.startsWith('-') && name !== '-') return runGlobal(argv, io);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw unknownCommand(name, io);
  return runCommand(command, rest, io);
}

function runGlobal(argv: readonly string[], io: Io): number {
  const given = withHint(() => parseArguments(argv, globalOptions, 0), `${io.program} --help`);
  io.stdout.write(given.has('help') ? programHelp(io) : `${io.product.version}\n`);
  return exitCodes.clean;
}

async function runCommand(command: Command, argv: readonly string[], io: Io): Promise<number> {
  const given = withHint(
    () => parseArguments(argv, optionsOf(command), command.most),
    `${io.program} ${command.name} --help`,
  );
  if (given.has('help')) {
    io.stdout.write(commandHelp(io, command));
    return exitCodes.clean;
  }
  // Loaded now, so that help and version do not wait for the core.
  if (command.name === 'rules') return (await import('./rules.ts')).rules(given, io);
  if (command.name === 'fix') return (await import('./fix.ts')).fix(given, io);
  if (command.name === 'admit') return (await import('./admit.ts')).admit(given, io);
  if (command.name === 'render') return (await import('./render.ts')).render(given, io);
  if (command.name === 'graph') return (await import('./graph.ts')).graph(given, io);
  if (command.name === 'report') return (await import('./report.ts')).report(given, io);
  if (command.name === 'webhook') return (await import('./webhook.ts')).webhook(given, io);
  if (command.name === 'install') return (await import('./install.ts')).install(given, io);
  if (command.name === 'uninstall') return (await import('./install.ts')).uninstall(given, io);
  if (command.name === 'why') return (await import('./why.ts')).why(given, io);
  if (command.name === 'lsp') return io.lsp();
  return (await import('./lint.ts')).lint(given, io);
}

function withHint<Value>(parse: () => Value, help: string): Value {
  try {
    return parse();
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${error.message}\nTry '${help}'.`);
    throw error;
  }
}

function unknownCommand(name: string, { program }: Io): UsageError {
  const near = nearest(
    name,
    commands.map((command) => command.name),
  );
  if (near !== '') return new UsageError(`unknown command '${name}'; did you mean '${program} ${near}'?`);
  return new UsageError(`unknown command '${name}'; to check files: ${program} lint ${name}`);
}

function bugReport(error: unknown, argv: readonly string[], { product }: Io): string {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a bug in ${product.name}, not a fault of your manifests. Please report it with the text below: ${product.issues}

${product.name} ${product.version}, Node ${process.version}, ${process.platform}
arguments: ${JSON.stringify(argv)}
${detail}`;
}
