import type * as x509 from '@peculiar/x509';
import { provideReflection } from './reflection.ts';
import type { Certificates } from './settings.ts';

/** An end nobody has to think of soon: nothing here renews a certificate, and one that has ended stops every review. */
const years = 10;
/** Clocks of a cluster may go wrong by this much. Milliseconds. */
const skew = 60 * 60 * 1_000;

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

export interface MadeCertificate extends Extract<Certificates, { kind: 'made' }> {
  notAfter: Date;
}

/**
 * A certificate for `names` and an authority that has signed nothing else: its key is forgotten, so nobody ever can. `now`: milliseconds
 * since 1970. Random.
 */
export async function makeCertificate(names: readonly [string, ...string[]], now: number): Promise<MadeCertificate> {
  provideReflection();
  const library = await import('@peculiar/x509');
  const [notBefore, notAfter] = [new Date(now - skew), new Date(now)];
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + years);
  const [authorityKeys, keys] = await Promise.all([newKeys(), newKeys()]);
  const period = { notBefore, notAfter, signingAlgorithm: algorithm };
  const authority = await library.X509CertificateGenerator.createSelfSigned({
    ...period,
    name: 'CN=sidecarlint webhook authority',
    keys: authorityKeys,
    extensions: await authorityExtensions(library, authorityKeys.publicKey),
  });
  const certificate = await library.X509CertificateGenerator.create({
    ...period,
    subject: `CN=${names[0].length > 64 ? 'sidecarlint' : names[0]}`,
    issuer: authority.subject,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: await serverExtensions(library, names, keys.publicKey, authorityKeys.publicKey),
  });
  const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    kind: 'made',
    authority: `${authority.toString('pem')}\n`,
    certificate: `${certificate.toString('pem')}\n`,
    key: `${library.PemConverter.encode(key, 'PRIVATE KEY')}\n`,
    notAfter,
  };
}

const newKeys = () => crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
type Key = Awaited<ReturnType<typeof newKeys>>['publicKey'];

async function authorityExtensions(library: typeof x509, key: Key): Promise<x509.Extension[]> {
  const { keyCertSign, cRLSign } = library.KeyUsageFlags;
  return [
    new library.BasicConstraintsExtension(true, 0, true),
    new library.KeyUsagesExtension(keyCertSign | cRLSign, true),
    await library.SubjectKeyIdentifierExtension.create(key),
  ];
}

async function serverExtensions(
  library: typeof x509,
  names: readonly string[],
  key: Key,
  authorityKey: Key,
): Promise<x509.Extension[]> {
  return [
    new library.BasicConstraintsExtension(false, undefined, true),
    new library.KeyUsagesExtension(library.KeyUsageFlags.digitalSignature, true),
    new library.ExtendedKeyUsageExtension([library.ExtendedKeyUsage.serverAuth]),
    new library.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns', value }))),
    await library.SubjectKeyIdentifierExtension.create(key),
    await library.AuthorityKeyIdentifierExtension.create(authorityKey),
  ];
}
