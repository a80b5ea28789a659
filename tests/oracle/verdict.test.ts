// A backend that cannot run a case says why, and the case counts as skipped, not as passed.
import { expect, it } from 'vitest';
import { zeroCase } from './support.ts';
import { reference } from './reference.ts';
import { judge } from './verdict.ts';

it('is skipped for the stated reason', async () => {
  const backend = { ...reference, unsupported: () => 'no such cell' };
  const { status, line, worst } = await judge(backend, 'a.json', JSON.stringify(zeroCase()));
  expect(status).toBe('skipped');
  expect(line).toMatch(/^zero {2}.* {2}skipped: no such cell$/);
  expect(worst).toBeUndefined();
});

it('failed where the backend throws', async () => {
  const backend = {
    ...reference,
    run: () => {
      throw new RangeError('out of memory');
    },
  };
  const { status, line } = await judge(backend, 'a.json', JSON.stringify(zeroCase()));
  expect(status).toBe('failed');
  expect(line).toContain('threw RangeError: out of memory');
});
