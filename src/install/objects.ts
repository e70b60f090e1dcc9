import type { JsonObject } from '../model/index.ts';
import { name, selector } from './settings.ts';

/** An object with the name and label that all have; `namespace` '' for those of the cluster. */
export function object(
  apiVersion: string,
  kind: string,
  namespace: string,
  content: JsonObject,
  own: { name?: string; annotations?: JsonObject; labels?: JsonObject } = {},
): JsonObject {
  const metadata = {
    name: own.name ?? name,
    ...(namespace === '' ? {} : { namespace }),
    labels: { ...selector, ...own.labels },
    ...(own.annotations === undefined ? {} : { annotations: own.annotations }),
  };
  return { apiVersion, kind, metadata, ...content };
}

/** `text`: PEM, which is ASCII. */
export function base64(text: string): string {
  return btoa(text);
}
