// Samples that are heard as they grow, looks and samples that are left on the way, and states for figures: none of it changes the run.
import { describe, expect, it } from 'vitest';
import type { Numbers } from '../../src/backends/backend.ts';
import { reference } from '../../src/backends/reference.ts';
import { fullSpec, stateSize, type TrainerSpec } from '../../src/backends/spec.ts';
import { Interrupted } from '../../src/training/hearing.ts';
import { sampleLength, type RunOptions } from '../../src/training/options.ts';
import { createSession, type Sample, type Session } from '../../src/training/session.ts';
import { mostCharacters, UnreadableError } from '../../src/training/stepStates.ts';
import { otherSign, spellOut, tokenise, type TokenText } from '../../src/training/vocabulary.ts';
import { cpu, cpuOnTwoThreads } from '../backends/cpu/node.ts';
import { expectClose } from '../backends/support.ts';
import { quick, rhyme } from './support.ts';

const text = tokenise(rhyme.repeat(4));
const lstm: RunOptions = { ...quick, cell: 'lstm', layers: 2, embedding: 5 };

describe.each([
  { name: 'reference', backend: reference, options: quick },
  { name: 'reference, two layers', backend: reference, options: { ...lstm, hiddens: 4, batch: 2, steps: 6 } },
  { name: 'cpu', backend: cpu, options: quick },
  { name: 'cpu, two layers', backend: cpu, options: lstm },
  { name: 'cpu, two threads', backend: cpuOnTwoThreads, options: { ...quick, batch: 8 } },
])('$name', ({ backend, options }) => {
  async function after(steps: number, on: TokenText = text): Promise<Session> {
    const session = await createSession(backend, on, options);
    await session.begin();
    for (let n = 0; n < steps; n++) await session.advance();
    return session;
  }

  it('a sample is heard character by character, and is the one that is drawn unheard', async () => {
    const session = await after(30);
    const whole = await session.drawSample(0.9);
    const heard: Sample[] = [];
    expect(await session.drawSample(0.9, { heard: (s) => void heard.push(s) })).toEqual(whole);
    expect(heard).toHaveLength(sampleLength);
    const letters = [...whole.text];
    for (const [n, s] of heard.entries())
      expect(s).toEqual({ ...whole, text: letters.slice(0, n + 1).join('') });
  });

  it('training goes on between its characters, and neither disturbs the other', async () => {
    const [busy, quiet] = [await after(30), await after(30)];
    const wanted = await quiet.drawSample(0.9);
    let steps = 0;
    const sample = await busy.drawSample(0.9, {
      async breathe() {
        if (steps++ < 40) await busy.advance();
      },
    });
    expect(sample).toEqual(wanted);
    expect(busy.step).toBe(70);
    for (let n = 0; n < 40; n++) await quiet.advance();
    expect(await busy.snapshot()).toEqual(await quiet.snapshot());
  });

  it('one that is left changes nothing', async () => {
    const [asked, quiet] = [await after(20), await after(20)];
    let breaths = 0;
    const left = asked.drawSample(1, {
      async breathe() {
        if (++breaths === 7) throw new Interrupted();
      },
    });
    await expect(left).rejects.toThrow(Interrupted);
    expect(breaths).toBe(7);
    await Promise.all([asked.advance(), quiet.advance()]);
    expect(await asked.snapshot()).toEqual(await quiet.snapshot());
  });

  it('a look or a sample that is left is due, also after a reload; done again, the run is as if it had not been left', async () => {
    const whole = await after(130);
    for (const breath of [1, 5, 20, 100]) {
      let session = await after(99);
      let breaths = 0;
      // step 100 calls for a look, and then for a sample
      const done = await session.advance({
        async breathe() {
          if (++breaths === breath) throw new Interrupted();
        },
      });
      expect(breaths).toBe(breath);
      expect([session.step, session.due, done.sample]).toEqual([100, true, null]);
      // the look before the sample stands
      const looks = session.task.heldOutBatches - 1;
      expect(session.curve.at(-1)!.step).toBe(breath <= looks ? 75 : 100);
      const frozen = structuredClone(await session.snapshot());
      if (breath !== 5) {
        session.dispose();
        session = await createSession(backend, text, frozen.options, frozen);
        await session.begin();
        expect(session.due).toBe(true);
      }
      if (breath !== 20) {
        const { sample } = await session.settle();
        expect(sample).toEqual(session.samples.at(-1));
        expect([session.due, await session.settle()]).toEqual([false, { point: null, sample: null }]);
      }
      while (session.step < 130) await session.advance(); // the first does what is due
      expect(await session.snapshot()).toEqual(await whole.snapshot());
    }
  });

  it('tells every state of a text, piece after piece: those of one long pass', async () => {
    const session = await after(26);
    const words = 'the mouse ran up the dock, the clock.';
    const got = await session.states({ text: words });
    const n = words.length;
    const { hiddens: H, layers, outputs: K } = fullSpec(session.spec);
    expect(got).toMatchObject({
      step: 26,
      steps: n,
      batch: 1,
      hiddens: H,
      layers,
      directions: 1,
      outputs: K,
    });
    expect(got.characters!.join('')).toBe(words);
    expect(spellOut(text.vocabulary, Array.from(got.inputs))).toBe(words);
    const long: TrainerSpec = { ...session.spec, steps: n, batch: 1 };
    const trainer = await backend.create(long, (await session.snapshot()).parameters);
    const zero = new Float64Array(stateSize(long));
    const want = await trainer.states({ inputs: got.inputs, targets: got.targets }, zero);
    expect(got.hidden).toHaveLength(layers * n * H);
    // the same operations, in a batch of another length: float32's products may be summed in other tiles
    const within = backend.tolerance.relative;
    expectClose(got.hidden, want.hidden, 'hidden', within);
    expect(got.cell === null).toBe(options.cell !== 'lstm');
    if (got.cell) expectClose(got.cell, want.cell!, 'cell', within);
    expectClose(got.logits, want.logits, 'logits', within);
    trainer.dispose();
  });

  it('tells those of a batch; training goes on as if it had not been asked', async () => {
    const [asked, quiet] = [await after(9), await after(9)];
    const got = await asked.states({ part: 'heldOut', index: 1 });
    const { steps, batch } = options;
    expect([got.steps, got.batch, got.characters]).toEqual([steps, batch, null]);
    const own = asked.task.heldOutBatch(1);
    expect([Array.from(got.inputs), Array.from(got.targets)]).toEqual([Array.from(own.inputs), Array.from(own.targets)]); // prettier-ignore
    // the logits price the batch as an evaluation does
    const trainer = await backend.create(asked.spec, (await asked.snapshot()).parameters);
    const { loss } = await trainer.evaluate(own, new Float64Array(stateSize(asked.spec)));
    trainer.dispose();
    const priced = lossOf(got.logits, own.targets, got.outputs);
    expect(Math.abs(priced - loss)).toBeLessThan(1e-5 * loss); // of float32 logits, summed in float64
    await asked.states({ text: 'mouse' });
    for (let n = 0; n < 20; n++) await Promise.all([asked.advance(), quiet.advance()]);
    expect(await asked.snapshot()).toEqual(await quiet.snapshot());
  });

  it('refuses what cannot be read', async () => {
    const session = await after(0);
    const ask = (of: Parameters<Session['states']>[0]) => session.states(of);
    await expect(ask({ text: '' })).rejects.toThrow(/has 0 characters\. Expected: 1 to 5,000/);
    await expect(ask({ text: 'a'.repeat(mostCharacters + 1) })).rejects.toThrow(/has 5,001 characters/);
    await expect(ask({ text: 'mouße' })).rejects.toThrow(UnreadableError);
    await expect(ask({ text: 'mouße' })).rejects.toThrow(/does not know "ß": its text has 21 different/);
    await expect(ask({ part: 'training', index: 1e6 })).rejects.toThrow(
      new RegExp(`batch 1000000, expected an integer from 0 to ${session.perEpoch - 1}`),
    );
    const few = tokenise(rhyme.repeat(4), 12);
    const other = await after(0, few);
    expect((await other.states({ text: 'mouße' })).characters!.at(-2)).toBe(otherSign);
  });
});

/** Summed over counted targets, nats. */
function lossOf(logits: Numbers, targets: ArrayLike<number>, K: number): number {
  let sum = 0;
  for (let n = 0; n < targets.length; n++) {
    if (targets[n]! < 0) continue;
    const row = Array.from(logits.subarray(n * K, (n + 1) * K));
    const most = Math.max(...row);
    sum += most + Math.log(row.reduce((all, o) => all + Math.exp(o - most), 0)) - row[targets[n]!]!;
  }
  return sum;
}
