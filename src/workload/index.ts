export { type Catalogue, createCatalogue } from './catalogue.ts';
export type { CatalogueEntry } from './catalogue-entry.ts';
export { describeContainers, isTemplated, type WrittenContainer } from './containers.ts';
export { parseImage } from './image.ts';
export { bindingKind, judgedKinds, servedKinds, setKinds } from './kinds.ts';
export { isLive, isWhole, workloads } from './locate.ts';
export { isOnlySleep, literalDuration, literalSleep } from './sleep.ts';
