import {
  type Fact,
  isObject,
  type JsonObject,
  join,
  listAt,
  member,
  type Pointer,
  stringAt,
  type Workload,
} from '../model/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type ReadCommand, readCommand } from './command.ts';
import { type Image, parseImage } from './image.ts';
import { type RoleMatch, rolesOf, type Traits } from './roles.ts';

type ContainerList = 'initContainers' | 'containers' | 'ephemeralContainers';

/** A container as written, and what can be told of it for every target alike. */
export interface WrittenContainer extends Traits, ReadCommand {
  list: ContainerList;
  index: number;
  /** From the object. */
  pointer: Pointer;
  raw: JsonObject;
  image: Image;
  command: readonly string[];
  args: readonly string[];
  env: readonly Fact<'Env'>[];
  ports: readonly Fact<'Port'>[];
  match: RoleMatch;
}

const lists: readonly ContainerList[] = ['initContainers', 'containers', 'ephemeralContainers'];

/** All containers of a pod in the order they start in; items that are no objects are passed over. */
export function describeContainers(workload: Workload, catalogue: Catalogue): WrittenContainer[] {
  const parts = lists.flatMap((list) =>
    listAt(workload.podSpec, list).flatMap((raw, index) =>
      isObject(raw) ? [describe(raw, list, index, join(workload.podSpecPointer, list, index))] : [],
    ),
  );
  const roles = rolesOf(parts, catalogue, workload);
  return parts.flatMap((part, index) => {
    const match = roles[index];
    return match === undefined ? [] : [Object.assign(part, { match })];
  });
}

function describe(
  raw: JsonObject,
  list: ContainerList,
  index: number,
  pointer: Pointer,
): Omit<WrittenContainer, 'match'> {
  const image = parseImage(stringAt(raw, 'image'));
  const command = strings(raw, 'command');
  const args = strings(raw, 'args');
  const env = listAt(raw, 'env').flatMap((entry) => (isObject(entry) ? [envFact(entry)] : []));
  const read = readCommand(command, args, image.name);
  const texts = env.filter((entry) => entry.literal).map((entry) => `${entry.name}=${entry.value}`);
  if (command.length + args.length > 0) texts.unshift([...command, ...args].join(' '));
  if (image.tag !== '') texts.push(`tag:${image.tag}`);
  return {
    list,
    index,
    pointer,
    raw,
    name: stringAt(raw, 'name'),
    image,
    command,
    args,
    env,
    ports: listAt(raw, 'ports').flatMap((port) => (isObject(port) ? [portFact(port)] : [])),
    run: read.run,
    isFileTool: read.isFileTool,
    ignoresTerm: read.ignoresTerm,
    texts,
  };
}

function strings(raw: JsonObject, key: string): string[] {
  return listAt(raw, key).filter((item) => typeof item === 'string');
}

function envFact(entry: JsonObject): Fact<'Env'> {
  const value = member(entry, 'value');
  const text = typeof value === 'string' ? value : '';
  // Without value and valueFrom the API server stores the empty string.
  const literal = typeof value === 'string' || (value === undefined && member(entry, 'valueFrom') === undefined);
  return { name: stringAt(entry, 'name'), value: text, literal, templated: isTemplated(text) };
}

/** The text holds a placeholder that something else will fill in. */
export function isTemplated(text: string): boolean {
  return text.includes('{{') || text.includes('${') || text.includes('$(');
}

function portFact(port: JsonObject): Fact<'Port'> {
  return {
    name: stringAt(port, 'name'),
    number: integer(port, 'containerPort'),
    hostPort: integer(port, 'hostPort'),
    protocol: stringAt(port, 'protocol') || 'TCP',
  };
}

function integer(value: JsonObject, key: string): number {
  const found = member(value, key);
  return typeof found === 'number' && Number.isInteger(found) ? found : 0;
}
