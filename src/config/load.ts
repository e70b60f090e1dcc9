import { readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, resolve } from 'node:path';
import type { Jiti } from 'jiti';
import type { PolicyConfig } from '../generated/config.ts';
import type { JsonValue, Pointer, Position } from '../model/index.ts';
import { checkConfig, createPolicy, type Policy, PolicyError, type ReadConfig } from '../policy/index.ts';
import { parse } from '../source/index.ts';
import { findConfig } from './find.ts';
import { readRules } from './rules.ts';

export interface LoadOptions {
  /** Folder the search for a configuration starts in, and relative paths refer to. */
  cwd: string;
  /** The configuration to read; its absence is an error then. */
  path?: string;
  /** Read no configuration: built-in rules only. */
  none?: boolean;
  /** Texts in the place of files, by absolute path: what an editor holds. A configuration that is a program is never one of them. */
  drafts?: ReadonlyMap<string, string>;
  /** What a configuration that is a program came to when it was run: with it, it is not run again. */
  ran?: ReadConfig;
}

export interface LoadedPolicy {
  policy: Policy;
  /** The configuration file, absolute; undefined when there is none. */
  configPath?: string;
}

/**
 * Reads policy.config.{ts,js,mjs,json,yaml,yml} (the nearest one from `cwd` upwards) and the rules it names.
 * @throws {PolicyError} when the file cannot be read or something in it is wrong.
 */
export async function loadPolicy(options: LoadOptions): Promise<LoadedPolicy> {
  const path = options.none === true ? undefined : await locate(options);
  if (path === undefined) return { policy: createPolicy() };
  const uri = relative(options.cwd, path) || path;
  const parts = await readConfig(path, uri, options);
  try {
    const rules = await readRules(parts.config.rulePaths ?? [], dirname(path), options);
    return { policy: createPolicy({ ...parts, uri, rules, ...(await shapes(rules)) }), configPath: path };
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    throw new PolicyError(error.problems, { configPath: path, config: parts.config });
  }
}

async function locate(options: LoadOptions): Promise<string | undefined> {
  return options.path === undefined ? findConfig(options.cwd) : resolve(options.cwd, options.path);
}

async function readConfig(
  path: string,
  uri: string,
  { drafts, ran }: LoadOptions,
): Promise<{ config: PolicyConfig; place?: (pointer: Pointer) => Position | undefined }> {
  const extension = extname(path);
  if (['.ts', '.mts', '.js', '.mjs', '.cjs'].includes(extension)) {
    if (ran?.configPath === path) return { config: ran.config };
    return { config: checkConfig(await importConfig(path, uri), uri) };
  }
  const text = drafts?.get(path) ?? (await readText(path, uri));
  const [document, ...more] = parse({ uri, text }).documents;
  if (document === undefined || more.length > 0)
    throw new PolicyError([{ uri, message: 'a configuration is one document' }]);
  if (document.value === undefined || document.problems.length > 0) {
    const problems = document.problems.map(({ range, message }) => ({ uri, position: range.start, message }));
    throw new PolicyError(problems.length > 0 ? problems : [{ uri, message: document.skip?.reason ?? 'it is empty' }]);
  }
  const config = checkConfig(document.value ?? {}, uri, document);
  return { config, place: (pointer) => document.rangeOf(pointer, 'key')?.start ?? document.rangeOf(pointer)?.start };
}

async function readText(path: string, uri: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyError([{ uri, message: `the configuration cannot be read: ${reason}` }]);
  }
}

/** Runs the user's own code: the one place where a configuration is a program. */
async function importConfig(path: string, uri: string): Promise<JsonValue> {
  const { createJiti } = await import('jiti');
  try {
    // Without its cache: a server reads a configuration again when it has changed.
    const jiti = createJiti(join(dirname(path), 'policy.config.ts'), { moduleCache: false });
    const loaded: unknown = await run(jiti, path);
    // Only data is taken over: what is no JSON (functions, dates) is refused by the schema or gone here.
    return JSON.parse(JSON.stringify(loaded ?? {})) as JsonValue;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PolicyError([{ uri, message: `the configuration failed while it was run: ${reason}` }]);
  }
}

/** Asked for at once, ES modules are read again too; those with an await at their top can only be imported, and Node keeps these. */
async function run(jiti: Jiti, path: string): Promise<unknown> {
  try {
    return interopDefault(jiti(path));
  } catch {
    return jiti.import(path, { default: true });
  }
}

function interopDefault(loaded: unknown): unknown {
  return typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : loaded;
}

/** `ajv` is loaded only for users whose rules hold a JSON Schema. */
async function shapes(
  rules: readonly { text: string }[],
): Promise<{ shape?: (schema: object) => (value: unknown) => boolean }> {
  if (!rules.some((rule) => rule.text.includes('schema:'))) return {};
  const { schemaCompiler } = await import('../engine/schema/index.ts');
  return { shape: schemaCompiler() };
}
