import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';

export interface Certificate {
  options: SecureContextOptions;
  /** Milliseconds since 1970. */
  notAfter: number;
  /** Differs when any of the files does. */
  fingerprint: string;
}

export interface CertificateFiles {
  certificate: string;
  key: string;
  clientCa?: string;
}

/** Reads and checks the files. Throws an Error that names the file, or tells that key and certificate do not fit. */
export async function readCertificate(files: CertificateFiles): Promise<Certificate> {
  const cert = await read(files.certificate, 'the certificate');
  const key = await read(files.key, 'the key');
  const ca = files.clientCa === undefined ? undefined : await read(files.clientCa, 'the authority of clients');
  const options: SecureContextOptions = { cert, key, minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) };
  try {
    createSecureContext(options);
    const notAfter = Date.parse(new X509Certificate(cert).validTo);
    return { options, notAfter, fingerprint: JSON.stringify([cert, key, ca]) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the certificate ${files.certificate} cannot be used with the key ${files.key}: ${reason}`);
  }
}

async function read(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${what} cannot be read: ${reason}`);
  }
}
