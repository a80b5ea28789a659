// A run that was saved when a run could only be on a text, by the code of that time (tests/fixtures/training): it is still read, and goes on to
// the same numbers, bit for bit.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createSession, type SessionSnapshot } from '../../src/training/session.ts';
import { unseal, type StoredRun } from '../../src/training/snapshots.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { cpuWithoutRelaxed } from '../backends/cpu/node.ts';
import { rhyme } from './support.ts';

interface Older {
  readonly stored: StoredRun;
  readonly losses: readonly number[];
  readonly curve: SessionSnapshot['curve'];
  readonly samples: SessionSnapshot['samples'];
}
/** Typed arrays were written as lists under the name of their type. */
const revive = (_: string, value: unknown): unknown => {
  const { f32, f64 } = (value ?? {}) as { f32?: number[]; f64?: number[] };
  return f32 ? Float32Array.from(f32) : f64 ? Float64Array.from(f64) : value;
};
const older = JSON.parse(
  readFileSync(new URL('../fixtures/training/run-v1.json', import.meta.url), 'utf8'),
  revive,
) as Older;

it('is trusted: its checksum fits what is read', () => {
  expect(unseal(older.stored)).toBe(older.stored);
  expect(older.stored.snapshot.options).not.toHaveProperty('task');
});

// the build without relaxed SIMD: the same roundings on every machine
it('goes on to the same losses, curve and samples, and begun again it comes to where it was', async () => {
  const { snapshot } = unseal(older.stored);
  const resumed = await createSession(cpuWithoutRelaxed, tokenise(rhyme), snapshot.options, snapshot);
  await resumed.begin();
  const losses: number[] = [];
  for (const _ of older.losses) losses.push((await resumed.advance()).loss);
  expect(losses).toEqual(older.losses);
  expect([resumed.curve, resumed.samples]).toEqual([older.curve, older.samples]);

  const anew = await createSession(cpuWithoutRelaxed, tokenise(rhyme), snapshot.options);
  await anew.begin();
  for (let n = 0; n < snapshot.step; n++) await anew.advance();
  expect(await anew.snapshot()).toEqual(snapshot);
});
