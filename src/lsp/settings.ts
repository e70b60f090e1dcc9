import { isObject, type Target } from '../model/index.ts';
import { parseTargets, type TargetOptions } from '../target/index.ts';
import { name } from './name.ts';

/** What the editor sets; the words are those of the command line. */
export interface Settings {
  /** Versions, or names of the configuration; '' when none are stated. */
  target: string;
  /** Gates, kubelet, platform and OpenKruise. */
  options: TargetOptions;
  /** Path of the configuration; undefined: the nearest one. */
  config: string | undefined;
  /** Read no configuration. */
  noConfig: boolean;
}

const details = ['gates', 'kubelet', 'platform', 'kruise'] as const;

/** Reads what a client sent: `{target, gates, kubelet, platform, kruise, config, noConfig}`, or the same below `sidecarlint`. */
export function readSettings(given: unknown): Settings {
  const own = isObject(given) && isObject(given[name]) ? given[name] : given;
  const settings: Settings = { target: '', options: {}, config: undefined, noConfig: false };
  if (!isObject(own)) return settings;
  for (const detail of details) {
    const value = wordOf(own[detail]);
    if (value !== undefined) settings.options[detail] = value;
  }
  settings.target = wordOf(own.target) ?? '';
  settings.config = wordOf(own.config);
  settings.noConfig = own.noConfig === true;
  return settings;
}

/**
 * The targets that settings state; undefined: as the configuration or the manifests say. `configured` are those of the configuration.
 * @throws {TargetError} for what cannot exist.
 */
export function targetsOf({ target, options }: Settings, configured: readonly Target[]): readonly Target[] | undefined {
  const names = target.split(',').map((name) => name.trim());
  const named = configured.filter(({ name }) => names.some((each) => name === each || name.startsWith(`${each} `)));
  if (target !== '' && named.length > 0) return named;
  return target === '' && Object.keys(options).length === 0 ? undefined : parseTargets(target, options);
}

/** Lists are what people write in JSON where the command line takes commas. */
function wordOf(value: unknown): string | undefined {
  const text = Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(',') : value;
  return typeof text === 'string' && text !== '' ? text : undefined;
}
