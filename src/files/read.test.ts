import { Readable } from 'node:stream';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decode, type ReadResult, readSource, readStdin } from './index.ts';

function problem(result: ReadResult): string {
  return 'problem' in result ? result.problem : '';
}

test('a text keeps its byte order mark and line ends', () => {
  const result = decode('a.yaml', Buffer.from('\ufeffa: 1\r\n'));
  assert.equal(result, { source: { uri: 'a.yaml', text: '\ufeffa: 1\r\n' } });
});

test('the first byte that is no UTF-8 is named', () => {
  assert.match(problem(decode('a', Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x63]))), /byte 3 \(0xFF, line 2\)/);
  const far = Buffer.concat([Buffer.from('é€😀'.repeat(1000)), Buffer.from([0xc3, 0x28])]);
  assert.match(problem(decode('a', far)), /byte 9000 \(0xC3/);
  assert.match(problem(decode('a', Buffer.from([0x61, 0xe2, 0x82]))), /byte 1 /);
});

test('UTF-16 and binary files are called what they are', () => {
  assert.match(problem(decode('a', Buffer.from('\ufeffa: 1', 'utf16le'))), /UTF-16/);
  assert.match(problem(decode('a', Buffer.from([0x7f, 0x45, 0, 0, 0xff]))), /Binary/);
});

test('what cannot be read is a sentence, never an exception', async () => {
  assert.match(problem(await readSource('missing.yaml', process.cwd())), /no such file/);
  assert.match(problem(await readSource('src', process.cwd())), /folder/);
});

test('standard input is read to its end, across a split character', async () => {
  const bytes = Buffer.from('a: é\n');
  const result = await readStdin(Readable.from([bytes.subarray(0, 4), bytes.subarray(4)]));
  assert.equal(result, { source: { uri: '-', text: 'a: é\n' } });
});

test.run();
