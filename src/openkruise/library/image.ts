const domain =
  /^(?:[a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][-a-zA-Z0-9]*[a-zA-Z0-9]))*(?::[0-9]+)?$/;
const path = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const tagText = /^[A-Za-z0-9_][-A-Za-z0-9_.]{0,127}$/;
const digestText = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/** True when a kubelet pulls the image each time unless told otherwise: tag latest, or neither tag nor digest. A malformed reference is not. */
export function isLatest(image: string): boolean {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  const [tag, digest] = [colon < 0 ? '' : named.slice(colon + 1), at < 0 ? '' : image.slice(at + 1)];
  if (!isReference(colon < 0 ? named : named.slice(0, colon)) || /[:@]$/.test(image)) return false;
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
