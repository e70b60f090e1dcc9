import { apiserverLists, apiserverRecords } from './apiserver.ts';
import { containerLists, containerRecords } from './containers.ts';
import { kruiseLists, kruiseRecords } from './kruise.ts';
import type { FactItem, FactValue, ListDeclaration } from './language.ts';
import { labelRecords, platformLists, platformRecords } from './platform.ts';
import { targetFileLists, targetFileRecords } from './targets.ts';

export type { FactItem, ListDeclaration, Place, RecordDeclaration, RecordDeclarations } from './language.ts';
export type { Subject } from './subject.ts';

/** Every record a rule can read, by name. */
export const factRecords = {
  ...apiserverRecords,
  ...containerRecords,
  ...kruiseRecords,
  ...labelRecords,
  ...platformRecords,
  ...targetFileRecords,
} as const;

/** Every fact list a rule can select. */
export const factLists = {
  ...apiserverLists,
  ...containerLists,
  ...kruiseLists,
  ...platformLists,
  ...targetFileLists,
} as const satisfies Record<string, ListDeclaration>;

export type FactRecords = typeof factRecords;
export type FactListName = keyof typeof factLists;

/** The shape of a record: `Fact<'Container'>`. */
export type Fact<Name extends keyof FactRecords> = FactValue<FactRecords, Name>;

/** The items of a list: `FactList<'containers'>`. */
export type FactList<Name extends FactListName> = FactItem<Fact<(typeof factLists)[Name]['item']>>[];
