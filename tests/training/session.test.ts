// A run is a function of its options and its text; freezing and thawing it changes nothing; it learns; it stops at what is no number.
import { describe, expect, it } from 'vitest';
import type { Backend, Trainer } from '../../src/backends/backend.ts';
import { optimizerIds } from '../../src/backends/optimizers.ts';
import { reference } from '../../src/backends/reference.ts';
import { NotFiniteError } from '../../src/training/autopsy.ts';
import { baselinesOf } from '../../src/training/baselines.ts';
import { defaultAlphas, maxTrainerBytes, specOf, tooLarge } from '../../src/training/options.ts';
import { draw } from '../../src/training/sampling.ts';
import { createSession, latestSamples, type Session } from '../../src/training/session.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { cpu } from '../backends/cpu/node.ts';
import { quick, rhyme } from './support.ts';

const text = tokenise(rhyme);
async function advance(session: Session, steps: number): Promise<void> {
  for (let n = 0; n < steps; n++) await session.advance();
}

describe.each([reference, cpu])('a run on $name', (backend) => {
  async function begun(options = quick): Promise<Session> {
    const session = await createSession(backend, text, options);
    await session.begin();
    return session;
  }

  it.each(optimizerIds)(
    'with %s goes on from a snapshot as if nothing had happened, bit for bit',
    async (optimizer) => {
      const options = { ...quick, optimizer };
      const whole = await begun(options);
      await advance(whole, 130);
      const interrupted = await begun(options);
      await advance(interrupted, 61); // in the middle of an epoch, and between two points of the curve
      const frozen = structuredClone(await interrupted.snapshot());
      interrupted.dispose();
      const resumed = await createSession(backend, text, frozen.options, frozen);
      await resumed.begin();
      await advance(resumed, 69);
      expect(resumed.curve).toEqual(whole.curve);
      expect(resumed.samples).toEqual(whole.samples);
      expect(await resumed.snapshot()).toEqual(await whole.snapshot());
    },
  );

  it('learns with every optimiser, each in its own way', async () => {
    const after: number[] = [];
    for (const optimizer of optimizerIds) {
      const session = await begun({ ...quick, optimizer, alpha: defaultAlphas[optimizer], hiddens: 24 });
      await advance(session, 200);
      after.push(session.curve.at(-1)!.heldOut);
      session.dispose();
    }
    const { unigram } = baselinesOf(text.tokens, text.vocabulary.characters.length);
    for (const heldOut of after) expect(heldOut).toBeLessThan(unigram);
    expect(new Set(after).size).toBe(optimizerIds.length);
  });

  it('is the same again with the same seed, and another with another', async () => {
    const [one, two, three] = [await begun(), await begun(), await begun({ ...quick, seed: 2 })];
    for (const session of [one, two, three]) await advance(session, 50);
    expect(await two.snapshot()).toEqual(await one.snapshot());
    expect(three.curve).not.toEqual(one.curve);
  });

  it('is not disturbed by samples, temperatures and looks that the reader asks for', async () => {
    const [quiet, asked] = [await begun(), await begun()];
    await advance(quiet, 40);
    await advance(asked, 13);
    await asked.drawSample(2);
    await asked.snapshot();
    await advance(asked, 27);
    expect((await asked.snapshot()).parameters).toEqual((await quiet.snapshot()).parameters);
    expect(asked.curve).toEqual(quiet.curve);
  });

  it('learns a rhyme: far below every baseline within 300 steps', async () => {
    const session = await begun({ ...quick, hiddens: 24, seed: 3 });
    const before = session.curve[0]!.heldOut;
    const { uniform, bigram } = baselinesOf(text.tokens, text.vocabulary.characters.length);
    // an untrained network guesses about evenly: its outputs are small and random
    expect(Math.abs(before - uniform)).toBeLessThan(0.4);
    await advance(session, 300);
    const last = session.curve.at(-1)!;
    // measured 0.05 and 0.08; a network that does not use its state cannot go below the bigram's 1.2
    expect(last.train).toBeLessThan(0.3);
    expect(last.heldOut).toBeLessThan(Math.min(0.4, bigram / 2));
    expect((await session.drawSample(0.2)).text).toContain('mouse ran up the clock');
  });

  it('keeps the first sample and the latest ones', async () => {
    const session = await begun();
    await advance(session, 700);
    expect(session.samples.map((s) => s.step)).toEqual([0, 400, 500, 600, 700]);
    expect(session.samples).toHaveLength(latestSamples + 1);
  });

  it('carries its state through an epoch and starts the next with none', async () => {
    const session = await begun();
    await advance(session, session.perEpoch - 1);
    expect((await session.snapshot()).state.some((h) => h !== 0)).toBe(true);
    await advance(session, 1);
    const after = await session.snapshot();
    expect([after.epoch, after.index]).toEqual([1, 0]);
    expect(after.state.every((h) => h === 0)).toBe(true);
  });

  it('stops at a loss that is no number, with everything as it was the step before', async () => {
    let fail = false;
    const sick: Backend = {
      ...backend,
      async create(spec, parameters): Promise<Trainer> {
        const trainer = await backend.create(spec, parameters);
        const healthy = trainer.trainStep.bind(trainer);
        trainer.trainStep = async (batch, state) =>
          fail
            ? { loss: NaN, norm: NaN, updated: false, state: state.map(() => NaN) }
            : healthy(batch, state);
        return trainer;
      },
    };
    const session = await createSession(sick, text, quick);
    await session.begin();
    await advance(session, 7);
    const before = await session.snapshot();
    fail = true;
    await expect(session.advance()).rejects.toThrow(NotFiniteError);
    await expect(session.advance()).rejects.toThrow(
      /In step 8 the loss was NaN\. That update was not made\. Computed again in float64, no quantity is infinite or no number; the largest is \S+( at t = \d of the batch)?, [−\d]/,
    );
    expect(await session.snapshot()).toEqual(before);
  });

  it('explodes for real with ReLU and a huge learning rate, and says in which step', async () => {
    const session = await begun({ ...quick, nonlinearity: 'relu', alpha: 1e100 });
    await expect(advance(session, 200)).rejects.toThrow(
      /In step \d+ (the loss|the gradient’s norm) was (NaN|Infinity)\. That update was not made\. (First to go was .|. held [−NI])/,
    );
  });
});

it('begins with the same parameters on every backend, and stays near the reference for a while', async () => {
  const runs = await Promise.all([reference, cpu].map((backend) => createSession(backend, text, quick)));
  const [exact, rounded] = await Promise.all(runs.map(async (run) => (await run.snapshot()).parameters));
  for (const [name, numbers] of Object.entries(exact!))
    expect(Array.from(rounded![name]!), name).toEqual(Array.from(numbers, Math.fround));
  await Promise.all(runs.map((run) => advance(run, 50)));
  const [a, b] = runs.map((run) => run.curve.at(-1)!);
  // fifty updates of Adam magnify float32's roundings, most where gradients are next to zero; the benchmark's bar for a hundred
  expect(Math.abs(a!.train! - b!.train!)).toBeLessThan(1e-3);
  expect(Math.abs(a!.heldOut - b!.heldOut)).toBeLessThan(1e-3);
});

it('a size that cannot fit is refused with its estimate, before anything is allocated', () => {
  expect(tooLarge(reference, specOf(quick, 80))).toBeNull();
  const words = tooLarge(reference, specOf({ ...quick, hiddens: 4000 }, 80));
  expect(words).toMatch(
    /4000 hidden units .* 16,644,080 parameters and needs about \d{3} MB\. At most 256 MB/,
  );
  // float32 and panels for the products: of the same order
  expect(tooLarge(cpu, specOf({ ...quick, hiddens: 4000 }, 80))).toMatch(
    /needs about \d{3} MB\. At most 256 MB/,
  );
  expect(tooLarge(cpu, specOf(quick, 80))).toBeNull();
  expect(reference.bytes(specOf({ ...quick, hiddens: 128, steps: 64 }, 256))).toBeLessThan(maxTrainerBytes);
});

describe('drawing', () => {
  const logs = Float64Array.from([0.7, 0.2, 0.1], Math.log);
  const share = (temperature: number) => {
    const random = seededRandom(1);
    let zeros = 0;
    for (let n = 0; n < 4000; n++) if (draw(logs, temperature, random) === 0) zeros++;
    return zeros / 4000;
  };
  it('follows the probabilities at temperature 1, sharpens below, flattens above', () => {
    // 4000 draws: a standard error of 0.007
    expect(share(1)).toBeCloseTo(0.7, 1);
    expect(share(0.1)).toBeGreaterThan(0.99);
    expect(share(2)).toBeLessThan(0.6);
  });
  it('survives probabilities that underflow', () => {
    expect(draw(Float64Array.from([-2000, -1000, -3000]), 0.1, seededRandom(2))).toBe(1);
  });
});
