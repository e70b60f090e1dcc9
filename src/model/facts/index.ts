import { apiserverLists, apiserverRecords } from './apiserver.ts';
import { bindingLists, bindingRecords } from './bindings.ts';
import { containerLists, containerRecords } from './containers.ts';
import { injectionLists, injectionRecords } from './injection.ts';
import { kruiseLists, kruiseRecords } from './kruise.ts';
import type { FactItem, FactValue, ListDeclaration } from './language.ts';
import { logLists, logRecords } from './logs.ts';
import { lostLists, lostRecords } from './lost.ts';
import { labelRecords, platformLists, platformRecords } from './platform.ts';
import { relationLists, relationRecords } from './relations.ts';
import { serverlessLists, serverlessRecords } from './serverless.ts';
import { targetFileLists, targetFileRecords } from './targets.ts';

export type { FactItem, ListDeclaration, Place, RecordDeclaration, RecordDeclarations } from './language.ts';
export type { Subject } from './subject.ts';

/** Every record a rule can read, by name. */
export const factRecords = {
  ...apiserverRecords,
  ...bindingRecords,
  ...containerRecords,
  ...injectionRecords,
  ...kruiseRecords,
  ...labelRecords,
  ...logRecords,
  ...lostRecords,
  ...platformRecords,
  ...relationRecords,
  ...serverlessRecords,
  ...targetFileRecords,
} as const;

/** Every fact list a rule can select. */
export const factLists = {
  ...apiserverLists,
  ...bindingLists,
  ...containerLists,
  ...injectionLists,
  ...kruiseLists,
  ...logLists,
  ...lostLists,
  ...platformLists,
  ...relationLists,
  ...serverlessLists,
  ...targetFileLists,
} as const satisfies Record<string, ListDeclaration>;

export type FactRecords = typeof factRecords;
export type FactListName = keyof typeof factLists;

/** Whether objects of a kind (as in `kinds` of rules) can have items in a list. */
export function isListOf(list: FactListName, groupKind: string): boolean {
  const { of }: ListDeclaration = factLists[list];
  return of === undefined || of === groupKind;
}

/** The shape of a record: `Fact<'Container'>`. */
export type Fact<Name extends keyof FactRecords> = FactValue<FactRecords, Name>;

/** The items of a list: `FactList<'containers'>`. */
export type FactList<Name extends FactListName> = FactItem<Fact<(typeof factLists)[Name]['item']>>[];
