export { type Catalogue, createCatalogue, entryOfImage, type Match } from './catalogue.ts';
export type { CatalogueEntry } from './catalogue-entry.ts';
export { type ContainerList, describeContainers, isTemplated, type WrittenContainer } from './containers.ts';
export { type Image, parseImage } from './image.ts';
export { isLive, isWhole, workloads } from './locate.ts';
export { literalDuration, literalSleep } from './sleep.ts';
