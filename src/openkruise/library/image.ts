const domain =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const path = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const tagText = /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}$/;
const digestText = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** An image reference taken apart. */
export interface ImageReference {
  /** With the registry, without tag and digest; as written. */
  repository: string;
  tag: string;
  digest: string;
}

/** Splits without judging: what stands before a digest and a tag. */
export function splitImage(image: string): ImageReference {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  return {
    repository: hasTag ? named.slice(0, colon) : named,
    tag: hasTag ? named.slice(colon + 1) : '',
    digest: at < 0 ? '' : image.slice(at + 1),
  };
}

/** True when a kubelet pulls the image each time unless told otherwise: tag latest, or neither tag nor digest. A malformed reference is not. */
export function isLatest(image: string): boolean {
  const { repository, tag, digest } = splitImage(image);
  if (!isReference(repository) || image.endsWith(':') || image.endsWith('@')) return false;
  if (tag !== '' && !tagText.test(tag)) return false;
  if (digest !== '' && !digestText.test(digest)) return false;
  return tag === 'latest' || (tag === '' && digest === '');
}

function isReference(repository: string): boolean {
  if (/^[a-f0-9]{64}$/.test(repository) || repository.length > 255) return false;
  const slash = repository.indexOf('/');
  const first = repository.slice(0, Math.max(slash, 0));
  const hasDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost');
  return hasDomain ? domain.test(first) && path.test(repository.slice(slash + 1)) : path.test(repository);
}
