import type { JsonObject } from '../model/index.ts';
import { base64, object } from './objects.ts';
import { type Certificates, type InstallSettings, name, secretName, serverNames } from './settings.ts';

const group = 'cert-manager.io';
const authorityName = `${name}-ca`;
/** Ten years, in the only unit cert-manager takes. */
const authorityDuration = '87600h';
const privateKey: JsonObject = { algorithm: 'ECDSA', size: 256 };

/** The Secret with the certificate, or what has cert-manager write it; nothing when it is there already. */
export function certificateObjects({ namespace }: InstallSettings, from: Certificates): JsonObject[] {
  if (from.kind === 'kept') return [];
  if (from.kind === 'cert-manager') return issued(namespace);
  const { authority, certificate, key } = from;
  const data = { 'ca.crt': base64(authority), 'tls.crt': base64(certificate), 'tls.key': base64(key) };
  return [object('v1', 'Secret', namespace, { type: 'kubernetes.io/tls', data }, { name: secretName })];
}

/** Secrets that cert-manager has written and does not take away with what asked for them. */
export function writtenSecrets({ namespace }: InstallSettings, from: Certificates): JsonObject[] {
  if (from.kind !== 'cert-manager') return [];
  return [secretName, authorityName].map((own) => object('v1', 'Secret', namespace, {}, { name: own }));
}

/** How API servers come to trust the certificate: cert-manager writes its authority into the registration. */
export function injection({ namespace }: InstallSettings, from: Certificates): JsonObject | undefined {
  return from.kind === 'cert-manager' ? { [`${group}/inject-ca-from`]: `${namespace}/${name}` } : undefined;
}

/** An authority of its own that lasts, so that API servers' trust survives each renewal of the certificate. */
function issued(namespace: string): JsonObject[] {
  const make = (kind: string, own: string, spec: JsonObject): JsonObject =>
    object(`${group}/v1`, kind, namespace, { spec }, { name: own });
  const issuerOf = (own: string): JsonObject => ({ group, kind: 'Issuer', name: own });
  const root = `${name}-root`;
  return [
    make('Issuer', root, { selfSigned: {} }),
    make('Certificate', authorityName, {
      isCA: true,
      commonName: authorityName,
      secretName: authorityName,
      duration: authorityDuration,
      privateKey,
      issuerRef: issuerOf(root),
    }),
    make('Issuer', name, { ca: { secretName: authorityName } }),
    make('Certificate', name, {
      secretName,
      dnsNames: serverNames(namespace),
      usages: ['digital signature', 'server auth'],
      privateKey: { ...privateKey, rotationPolicy: 'Always' },
      issuerRef: issuerOf(name),
    }),
  ];
}
