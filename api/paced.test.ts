import { Writable } from 'node:stream';
import { setImmediate as soon } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { paced } from './paced.ts';

it('gives nothing to wait for while its reader keeps up', () => {
  const write = paced(new Writable({ write: (_, __, taken) => taken() }));
  expect([write('một'), write('hai')]).toEqual([undefined, undefined]);
});

it('gives one promise to all who write while the reader is behind', async () => {
  let takeIt = () => {};
  const read: string[] = [];
  const slow = new Writable({
    highWaterMark: 10,
    decodeStrings: false,
    write(text: string, _, taken) {
      read.push(text);
      takeIt = taken;
    },
  });
  const write = paced(slow);
  let isThrough = false;
  const behind = write('một dòng dài hơn');
  expect(write('dòng sau')).toBe(behind);
  void behind?.then(() => (isThrough = true));
  await soon();
  expect([read, isThrough]).toEqual([['một dòng dài hơn'], false]);
  takeIt();
  await soon();
  expect(isThrough).toBe(false);
  takeIt();
  await behind;
  expect(read).toEqual(['một dòng dài hơn', 'dòng sau']);
  expect(write('ngắn')).toBeUndefined();
});

it('tells whoever waits that nobody reads any more', async () => {
  const gone = new Writable({ highWaterMark: 1, write: (_, __, taken) => taken(new Error('EPIPE')) });
  gone.on('error', () => {});
  await expect(paced(gone)('một dòng')).rejects.toThrow('EPIPE');
});
