// Progress as a file: out and in again, and files that must not come in.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, fileText, readFile } from '../../../src/exercises/progress/file.ts';
import { empty, LIMITS, textOf } from '../../../src/exercises/progress/record.ts';
import { records } from './support/records.ts';

const file = (text: string) => new Blob([text]);

test('what was exported is read again', async () => {
  await fc.assert(
    fc.asyncProperty(records(), async (record) => {
      expect(await readFile(file(fileText(record)), empty())).toEqual(record);
    }),
  );
});

test('its name carries the day', () => {
  expect(fileName(Date.UTC(2026, 10, 21, 9))).toBe('unrolled-progress-2026-11-21.json');
});

test('a large file is refused before it is read', async () => {
  const text = () => Promise.reject(new Error('it was read'));
  await expect(readFile({ size: LIMITS.text + 1, text }, empty())).rejects.toThrow(
    'it has 1000001 bytes, expected at most 1000000',
  );
});

test('a file cannot fill the record up to where it would be refused', async () => {
  const many = (from: number) =>
    Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`06-x${from + i}`, { opened: 1, read: null }]));
  const current = { ...empty(), lessons: many(0) };
  await expect(readFile(file(textOf({ ...empty(), lessons: many(0) })), current)).resolves.toBeDefined();
  await expect(readFile(file(textOf({ ...empty(), lessons: many(600) })), current)).rejects.toThrow(
    'with it there would be 1200 lessons, expected at most 1000',
  );
});
