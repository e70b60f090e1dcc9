import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Io } from './io.ts';
import { reasonOf } from './reason.ts';
import { UsageError } from './usage.ts';

/**
 * The certificates in a PEM file, without what people write around them. A key among them is refused: what is printed from it is open to
 * everybody.
 * @throws {UsageError}
 */
export async function authorityIn(file: string, { cwd }: Io): Promise<string> {
  const text = await read(file, cwd);
  const certificates = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (certificates.length === 0) throw new UsageError(`--ca: ${file} holds no certificate in PEM`);
  if (text.includes('PRIVATE KEY-----')) throw new UsageError(`--ca: ${file} holds a key; give the certificate alone`);
  for (const certificate of certificates) check(certificate, file);
  return `${certificates.join('\n')}\n`;
}

async function read(file: string, cwd: string): Promise<string> {
  try {
    return await readFile(resolve(cwd, file), 'utf8');
  } catch (error) {
    throw new UsageError(`--ca: ${file} cannot be read: ${reasonOf(error)}`);
  }
}

function check(certificate: string, file: string): void {
  try {
    new X509Certificate(certificate);
  } catch {
    throw new UsageError(`--ca: a certificate in ${file} cannot be read: it is cut off, or was changed`);
  }
}
