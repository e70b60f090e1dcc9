import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Source } from '../model/index.ts';

/** 64 MB: above it, a text is refused. */
const largestText = 64 * 1024 * 1024;

/** A text, or one sentence that says why there is none. */
export type ReadResult = { source: Source } | { problem: string };

/** Reads a file; `uri` is relative to `cwd`. */
export async function readSource(uri: string, cwd: string): Promise<ReadResult> {
  const path = resolve(cwd, uri);
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return { problem: 'This is a folder, where a file was wanted.' };
    if (stats.size > largestText) return { problem: tooLarge(stats.size) };
    return decode(uri, await readFile(path));
  } catch (error) {
    return { problem: problemOf(error) };
  }
}

/** Reads standard input, or any other stream, to its end. */
export async function readStdin(stream: AsyncIterable<Uint8Array> = process.stdin): Promise<ReadResult> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > largestText) return { problem: tooLarge(size) };
    parts.push(part);
  }
  return decode('-', Buffer.concat(parts));
}

/** Bytes to text: UTF-8, a byte order mark kept so that columns are those of the file. */
export function decode(uri: string, bytes: Uint8Array): ReadResult {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { problem: 'This is UTF-16; Kubernetes’ clients read UTF-8. Save the file as UTF-8.' };
  try {
    return { source: { uri, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } };
  } catch {
    if (bytes.subarray(0, 8000).includes(0)) return { problem: 'Binary file: not a text.' };
    const at = validUntil(bytes);
    const value = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
    const line = bytes.subarray(0, at).filter((byte) => byte === 10).length + 1;
    return {
      problem: `Not UTF-8: byte ${at} (0x${value}, line ${line}) belongs to no character. Save the file as UTF-8.`,
    };
  }
}

const step = 4096;

/** How many bytes from the beginning are whole characters: blocks first, then character by character in the block that fails. */
function validUntil(bytes: Uint8Array): number {
  const blocks = new TextDecoder('utf-8', { fatal: true });
  let from = 0;
  while (from < bytes.length && decodes(blocks, bytes.subarray(from, from + step), true)) from += step;
  // Up to three bytes before it may be the beginning of the character that fails.
  let at = Math.max(0, Math.min(from, bytes.length) - 3);
  while (at < from && isContinuation(bytes[at] ?? 0)) at += 1;
  const single = new TextDecoder('utf-8', { fatal: true });
  for (;;) {
    const length = lengthOf(bytes[at] ?? 0);
    if (at >= bytes.length || !decodes(single, bytes.subarray(at, at + length), false)) return at;
    at += length;
  }
}

function decodes(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): boolean {
  try {
    decoder.decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80;
}

function lengthOf(first: number): number {
  return first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

const problems: Record<string, string> = {
  ENOENT: 'There is no such file.',
  EACCES: 'No permission to read this file.',
  EPERM: 'No permission to read this file.',
  ELOOP: 'Links lead in a circle here.',
  ENOTDIR: 'A part of this path is no folder.',
  EMFILE: 'Too many files are open.',
};

function problemOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return problems[code] ?? `This file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}

function tooLarge(size: number): string {
  return `${Math.ceil(size / 1024 / 1024)} MB; texts above ${largestText / 1024 / 1024} MB are not read. Split it into files.`;
}
