import {
  editDistance,
  type Fact,
  type FactList,
  type JsonValue,
  join,
  listAt,
  type Manifest,
  member,
  objectAt,
  type Place,
  stringAt,
  type Workload,
} from '../model/index.ts';

const stdlogDriver = 'stdlogplugin.csi.alibabacloud.com';

/** Volumes with the standard output of the pod's containers: inline CSI on ECI, emptyDir on ACS; misspelt ones too. */
export function logVolumes({ podSpec, podSpecPointer }: Workload): FactList<'logVolumes'> {
  const mounted = new Set(containersOf(podSpec).flatMap((container) => listAt(container, 'volumeMounts').map(nameOf)));
  const items: FactList<'logVolumes'> = [];
  for (const [index, volume] of listAt(podSpec, 'volumes').entries()) {
    const kind = logKind(volume);
    if (kind === undefined) continue;
    const name = nameOf(volume);
    const before = items.filter(({ self }) => self.type === kind.type && self.match === 'exact').length;
    const pointer = join(podSpecPointer, 'volumes', index);
    const written: Place = { pointer: join(pointer, ...kind.path) };
    const self: Fact<'LogVolume'> = {
      name,
      type: kind.type,
      match: kind.match,
      written: stringAt(volume, ...kind.path),
      isMounted: mounted.has(name),
      before,
    };
    items.push({ self, pointer, places: { written, name: { pointer: join(pointer, 'name') } } });
  }
  return items;
}

interface LogKind {
  type: 'stdlog' | 'stdout';
  match: 'exact' | 'near';
  path: string[];
}

function logKind(volume: JsonValue): LogKind | undefined {
  const medium = stringAt(volume, 'emptyDir', 'medium');
  if (medium.toLowerCase() === 'stdout')
    return { type: 'stdout', match: medium === 'Stdout' ? 'exact' : 'near', path: ['emptyDir', 'medium'] };
  const driver = stringAt(volume, 'csi', 'driver');
  const path = ['csi', 'driver'];
  if (driver === stdlogDriver) return { type: 'stdlog', match: 'exact', path };
  const isOwn = driver.includes('stdlog') && /(?:alibabacloud|aliyun)\.com$/.test(driver);
  return isOwn || isNear(driver) ? { type: 'stdlog', match: 'near', path } : undefined;
}

const isNear = (driver: string): boolean => driver.length < 80 && editDistance(driver, stdlogDriver, 3) <= 3;
const nameOf = (value: JsonValue): string => stringAt(value, 'name');
const containersOf = (podSpec: JsonValue): JsonValue[] =>
  ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => listAt(podSpec, list));

/** The containers that mount such a volume. */
export function logMounts(workload: Workload, containers: FactList<'containers'>): FactList<'logMounts'> {
  const volumes = new Map(
    logVolumes(workload).flatMap(({ self }) => (self.match === 'exact' ? [[self.name, self.type] as const] : [])),
  );
  if (volumes.size === 0) return [];
  return containers.flatMap((item) =>
    listAt(item.self.raw, 'volumeMounts').flatMap((mount, index) => {
      const volume = nameOf(mount);
      const type = volumes.get(volume);
      if (type === undefined) return [];
      const user = userOf(workload, item);
      const path = stringAt(mount, 'mountPath');
      const self: Fact<'LogMount'> = { volume, type, path, container: item.self, notRoot: user?.words ?? '' };
      const pointer = join(item.pointer, 'volumeMounts', index);
      return [{ self, pointer, places: { user: user && { pointer: user.pointer } } }];
    }),
  );
}

/** What keeps a container from running as root; the container's own settings go before the pod's. */
function userOf({ podSpec, podSpecPointer }: Workload, item: FactList<'containers'>[number]) {
  const levels = [
    { context: objectAt(item.self.raw, 'securityContext'), pointer: join(item.pointer, 'securityContext') },
    { context: objectAt(podSpec, 'securityContext'), pointer: join(podSpecPointer, 'securityContext') },
  ];
  for (const name of ['runAsUser', 'runAsNonRoot']) {
    const level = levels.find(({ context }) => (member(context, name) ?? null) !== null);
    const value = member(level?.context, name);
    if (level !== undefined && (name === 'runAsUser' ? typeof value === 'number' && value !== 0 : value === true))
      return { words: `${name}: ${value}`, pointer: join(level.pointer, name) };
  }
  return undefined;
}

/**
 * Patterns that match nothing below a stdlog volume, whose files are `<mountPath>/<container>/<n>.log`: in command lines, and in the
 * ConfigMaps that a reader mounts. `find`: a ConfigMap by the name a volume gives it.
 */
export function logPatterns(
  workload: Workload,
  mounts: FactList<'logMounts'>,
  find: (name: string) => Manifest | undefined,
): FactList<'logPatterns'> {
  return mounts.flatMap(({ self: { path, type, container }, pointer }) => {
    if (type !== 'stdlog' || path === '') return [];
    return [...ownTexts(container, pointer), ...configTexts(workload, container, find)].flatMap(
      ({ lines, configMap, place }) => {
        const text = shallowPath(lines, path);
        const self: Fact<'LogPattern'> = { text, path: path.replace(/\/+$/, ''), configMap, container };
        return text === ''
          ? []
          : [{ self, pointer, places: { text: place, mount: { pointer: join(pointer, 'mountPath') } } }];
      },
    );
  });
}

interface Text {
  lines: string;
  configMap: string;
  place: Place;
}

function ownTexts({ raw }: Fact<'Container'>, mount: string): Text[] {
  const container = mount.slice(0, mount.lastIndexOf('/volumeMounts/'));
  return ['command', 'args'].flatMap((list) =>
    listAt(raw, list).flatMap((word, index) =>
      typeof word === 'string'
        ? [{ lines: word, configMap: '', place: { pointer: join(container, list, index) } }]
        : [],
    ),
  );
}

function configTexts(
  { podSpec }: Workload,
  { raw, runs, command }: Fact<'Container'>,
  find: (name: string) => Manifest | undefined,
): Text[] {
  // A literal command that only prints files does not collect by their patterns.
  if (runs !== 'unknown' || /^(?:\S*sh -c )?(?:cat|sleep|tail|echo)\b/.test(command)) return [];
  const mounted = new Set(listAt(raw, 'volumeMounts').map(nameOf));
  return listAt(podSpec, 'volumes').flatMap((volume) => {
    const name = stringAt(volume, 'configMap', 'name');
    const manifest = name !== '' && mounted.has(nameOf(volume)) ? find(name) : undefined;
    if (manifest === undefined) return [];
    return Object.entries(objectAt(manifest.object, 'data') ?? {}).flatMap(([key, lines]) =>
      typeof lines === 'string'
        ? [{ lines, configMap: manifest.name, place: { manifest, pointer: join('/data', key) } }]
        : [],
    );
  });
}

/** The first `<path>/*.log` or `<path>/0.log` outside comment lines; ''. */
function shallowPath(text: string, path: string): string {
  const base = `${path.replace(/\/+$/, '')}/`;
  for (const line of text.slice(0, 262_144).split('\n')) {
    if (line.trimStart().startsWith('#')) continue;
    const at = line.indexOf(base);
    const [found = ''] = at < 0 ? [] : (/^(?:\*|[0-9]{1,9})\.log(?![\w/*])/.exec(line.slice(at + base.length)) ?? []);
    if (found !== '') return base + found;
  }
  return '';
}
