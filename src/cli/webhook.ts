import { dirname, resolve } from 'node:path';
import type { Arguments } from './arguments.ts';
import { clusterOf } from './cluster.ts';
import type { Io, Serving } from './io.ts';
import { policyOf } from './policy.ts';
import { statedTargets } from './targets.ts';
import { exitCodes, UsageError } from './usage.ts';

/** `webhook`: what to serve, from the command line; another surface serves it. */
export async function webhook(given: Arguments, io: Io): Promise<number> {
  const problem = await io.serve(serving(given, io));
  if (problem !== '') throw new UsageError(problem);
  return exitCodes.clean;
}

function serving(given: Arguments, io: Io): Serving {
  const clientCa = given.value('client-ca');
  return {
    port: port(given, 'port', 9443),
    metricsPort: port(given, 'metrics-port', 8080),
    certificate: resolve(io.cwd, required(given, 'tls-cert')),
    key: resolve(io.cwd, required(given, 'tls-key')),
    ...(clientCa === undefined ? {} : { clientCa: resolve(io.cwd, clientCa) }),
    ...clusterOf(given, io.cwd),
    mode: modes.find((mode) => mode === given.value('mode')) ?? 'enforce',
    onRuleError: given.value('on-rule-error') === 'deny' ? 'deny' : 'allow',
    load: () => load(given, io.cwd),
    write: (line) => io.stdout.write(line),
  };
}

const modes = ['enforce', 'warn', 'audit'] as const;

async function load(given: Arguments, cwd: string): ReturnType<Serving['load']> {
  const { policy, configPath } = await policyOf(given, cwd);
  const targets = statedTargets(given, policy);
  const folder = configPath === undefined ? cwd : dirname(configPath);
  const rules = (policy.config.rulePaths ?? []).map((path) => resolve(folder, path));
  const files = configPath === undefined ? [] : [configPath, ...rules];
  return { policy, files, ...(targets === undefined ? {} : { targets }) };
}

function required(given: Arguments, name: string): string {
  const value = given.value(name);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is missing: API servers talk to webhooks over HTTPS only`);
}

function port(given: Arguments, name: string, otherwise: number): number {
  const text = given.value(name);
  if (text === undefined) return otherwise;
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number <= 65_535) return number;
  throw new UsageError(`--${name} is '${text}', but has to be a port number from 0 to 65535`);
}
