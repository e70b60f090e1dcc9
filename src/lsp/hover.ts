import type { View } from '../live.ts';
import {
  type Fact,
  type FactListName,
  isWithin,
  lastSegment,
  type Manifest,
  type Pointer,
  parent,
} from '../model/index.ts';
import { bands } from './bands.ts';
import { resourcesText, startWindow } from './numbers.ts';

const classes: Readonly<Record<string, string>> = {
  main: 'regular container',
  init: 'init container: has to end before the next one starts',
  sidecar: 'native sidecar: starts before the regular containers, runs beside them, is stopped after them',
  ephemeral: 'ephemeral container',
};

/** What a person may want to know about a place, as paragraphs of Markdown; none where there is nothing to tell. */
export function explain(
  views: readonly View[],
  order: readonly string[],
  manifest: Manifest,
  pointer: Pointer,
): string[] {
  const paragraphs = [
    containerText(views, order, pointer),
    bands(views, order, (view) => fieldText(view, pointer)),
    startWindow(manifest, pointer),
    /\/resources(?:\/|$)/.test(pointer) ? bands(views, order, (view) => resourcesText(view, pointer)) : '',
    bands(views, order, (view) => gateText(view, pointer)),
    bands(views, order, (view) => injectedText(view, pointer)),
  ];
  return paragraphs.filter((text) => text !== '');
}

/** Words of the manifest: nothing in them is Markdown. */
function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#!<>|~&]/g, '\\$&');
}

/** Items of a list in all subjects; a list that is about other things is empty. */
function items<Value>(view: View, list: FactListName): { self: Value; pointer: Pointer }[] {
  // The declaration of the list says what its items are.
  return view.subjects.flatMap((subject) => subject.items(list) as readonly { self: Value; pointer: Pointer }[]);
}

function containerAt(view: View, pointer: Pointer): Fact<'Container'> | undefined {
  return items<Fact<'Container'>>(view, 'containers').find((item) => item.pointer === pointer)?.self;
}

/** Of the container whose own line this is. */
function containerText(views: readonly View[], order: readonly string[], pointer: Pointer): string {
  const own = ['name', 'image', 'restartPolicy'].includes(lastSegment(pointer)) ? parent(pointer) : pointer;
  const [first] = views.flatMap((view) => containerAt(view, own) ?? []);
  if (first === undefined) return '';
  const { role } = first;
  const lines = [
    `**${plain(first.name)}**: ${bands(views, order, (view) => {
      const container = containerAt(view, own);
      const lost = container?.lostPolicy === true ? ' (its restartPolicy is not kept)' : '';
      return `${classes[container?.class ?? ''] ?? ''}${lost}`;
    })}`,
    role.id === '' ? '' : `known image: ${role.product}, ${role.role}`,
    first.runsBecause === '' ? '' : `runs ${first.runs}: ${plain(first.runsBecause)}`,
    ...first.neededBy.map((need) => `needed by ${plain(need.container)}: ${plain(need.because)}`),
    first.endedBy === '' ? '' : `ended in a Job by: ${first.endings.join(', ')}`,
    first.injectedBy === '' ? '' : `injected by ${plain(first.injectedBy)}`,
  ];
  return lines.filter((line) => line !== '').join('  \n');
}

/** What a group of targets makes of one field; '' for fields nobody has to say anything about. */
export function fieldText(view: View, pointer: Pointer): string {
  const at = <Value>(list: FactListName): Value | undefined =>
    items<Value>(view, list).find((item) => item.pointer === pointer)?.self;
  if (at('unknownFields') !== undefined) return 'unknown field';
  const drop = at<Fact<'Drop'>>('drops');
  if (drop !== undefined) return drop.gate === '' ? 'dropped' : `dropped: gate ${drop.gate} is off`;
  const cause = at<Fact<'Cause'>>('causes');
  if (cause !== undefined) return `refused: ${plain(cause.message)}`;
  if (at('kruiseUnknownFields') !== undefined) return 'unknown to OpenKruise';
  if (at('kruiseDrops') !== undefined) return 'dropped by OpenKruise';
  const refusal = at<Fact<'KruiseCause'>>('kruiseCauses');
  if (refusal !== undefined) return `refused by OpenKruise: ${plain(refusal.message)}`;
  return lastSegment(pointer).startsWith('restartPolicy') ? 'kept' : '';
}

function gateText(view: View, pointer: Pointer): string {
  const gate = items<Fact<'GateSetting'>>(view, 'gateSettings').find((item) => item.pointer === pointer)?.self;
  if (gate === undefined) return '';
  const known = gate.since === '' ? '' : `; known in ${gate.since} to ${gate.until}`;
  const problem = gate.problem === '' ? '' : `; ${gate.problem}`;
  return `gate **${plain(gate.gate)}** of ${gate.component}: ${plain(gate.value)}${known}${problem}`;
}

/** On a list of containers: what SidecarSets add to it. */
function injectedText(view: View, pointer: Pointer): string {
  const list = lastSegment(pointer);
  if (list !== 'containers' && list !== 'initContainers') return '';
  const added = items<Fact<'Injection'>>(view, 'injections').filter(
    (item) => item.self.list === list && isWithin(pointer, parent(item.pointer)),
  );
  return added.map(({ self }) => `SidecarSet ${plain(self.set)} injects **${plain(self.container)}**`).join('  \n');
}
