/** An image reference in parts, as the catalogue compares it. */
export interface Image {
  /** Without registry, tag and digest: 'istio/proxyv2' for 'docker.io/istio/proxyv2:1.22'. '' when unknown. */
  name: string;
  tag: string;
  /** False for an absent or templated reference: unknown, not different. */
  known: boolean;
}

const longestReference = 512;

export function parseImage(reference: string): Image {
  const isTemplated = reference.includes('$') || reference.includes('{{') || reference.includes('<');
  if (reference === '' || reference === 'auto' || isTemplated || reference.length > longestReference)
    return { name: '', tag: '', known: false };
  const [withoutDigest = ''] = reference.split('@', 1);
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.indexOf(':', slash + 1);
  const tag = colon === -1 ? '' : withoutDigest.slice(colon + 1);
  const path = colon === -1 ? withoutDigest : withoutDigest.slice(0, colon);
  const first = path.slice(0, Math.max(0, path.indexOf('/')));
  const isRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  return { name: isRegistry ? path.slice(first.length + 1) : path, tag, known: true };
}
