import { type Fact, type FactList, join, listAt, member, type Place, stringAt } from '../model/index.ts';
import { priorityOf } from './table.ts';

type ContainerItem = FactList<'containers'>[number];

interface Written {
  /** undefined for a value that is no documented priority or not literal. */
  value: number | undefined;
  place: Place | undefined;
}

interface Prioritized {
  name: string;
  isMarked: boolean;
  /** Others need it from the start. */
  comesFirst: boolean;
  launch: Written;
  exit: Written;
}

const firstRoles = ['proxy', 'secrets'];

/** ECI starts and stops the containers of a pod by numbers; larger ones come first in both. */
export function priorities(containers: FactList<'containers'>, isSidecarSet: boolean): FactList<'priorities'> {
  const mains = containers.filter(({ self }) => self.class === 'main');
  const read = mains.map(readItem);
  if (!read.some(({ launch, exit }) => launch.place ?? exit.place)) return [];
  // The application of a set is not in it; without priorities of its own, its numbers are 0.
  const unset: Written = { value: 0, place: undefined };
  const stranger: Prioritized = {
    name: 'the application',
    isMarked: false,
    comesFirst: false,
    launch: unset,
    exit: unset,
  };
  // Only a mark tells which containers of a set are not the application's: none of them counts as such.
  const apps = isSidecarSet ? [stranger] : read.filter(({ isMarked }) => !isMarked);
  return mains.flatMap((item, index) => {
    const own = read[index];
    return own === undefined ? [] : [priorityItem(item, own, apps, isSidecarSet ? [...read, stranger] : read)];
  });
}

function priorityItem(
  item: ContainerItem,
  own: Prioritized,
  apps: readonly Prioritized[],
  all: readonly Prioritized[],
): FactList<'priorities'>[number] {
  const outliving = apps.find((app) => isGreater(own.exit, app.exit) && (own.exit.place ?? app.exit.place));
  const earlier = apps.find((app) => own.launch.place !== undefined && isGreater(app.launch, own.launch));
  // One that should not be late has a finding of its own.
  const later = all.find(
    (other) => !other.comesFirst && isGreater(own.launch, other.launch) && (own.launch.place ?? other.launch.place),
  );
  const self: Fact<'Priority'> = {
    container: item.self,
    launch: own.launch.value ?? 0,
    launchWritten: own.launch.place !== undefined,
    exit: own.exit.value ?? 0,
    exitWritten: own.exit.place !== undefined,
    outlivedBy: outliving?.name ?? '',
    startedAfter: earlier?.name ?? '',
    startedBefore: later?.name ?? '',
  };
  const places = {
    launch: own.launch.place ?? later?.launch.place,
    exit: own.exit.place ?? outliving?.exit.place,
    otherExit: own.exit.place === undefined ? undefined : outliving?.exit.place,
  };
  return { self, pointer: item.pointer, places };
}

const isGreater = (a: Written, b: Written): boolean =>
  a.value !== undefined && b.value !== undefined && a.value > b.value;

function readItem(item: ContainerItem): Prioritized {
  return {
    name: item.self.name,
    isMarked: item.self.isMarked,
    comesFirst: item.self.isMarked || firstRoles.includes(item.self.role.role),
    launch: written(item, 'ECI_CONTAINER_LAUNCH_PRIORITY'),
    exit: written(item, 'ECI_CONTAINER_EXIT_PRIORITY'),
  };
}

/** The last entry of duplicates counts. */
function written(item: ContainerItem, name: string): Written {
  const env = listAt(item.self.raw, 'env');
  const index = env.findLastIndex((entry) => stringAt(entry, 'name') === name);
  if (index < 0) return { value: 0, place: undefined };
  const entry = join(item.pointer, 'env', index);
  const pointer = member(env[index], 'value') === undefined ? entry : join(entry, 'value');
  return { value: priorityOf(stringAt(env[index], 'value')), place: { pointer } };
}
