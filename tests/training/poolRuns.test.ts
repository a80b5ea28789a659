// Real runs in a pool: what each computes does not depend on who runs beside it.
import { describe, expect, it } from 'vitest';
import { reference } from '../../src/backends/reference.ts';
import { Pool } from '../../src/training/pool.ts';
import { createSession } from '../../src/training/session.ts';
import { tokenise } from '../../src/training/vocabulary.ts';
import { cpu } from '../backends/cpu/node.ts';
import { quick, rhyme } from './support.ts';

describe.each([reference, cpu])('real runs on $name', (backend) => {
  const text = tokenise(rhyme);
  const goal = backend === cpu ? 125 : 50; // the engine's own gated cells take 30 ms a step
  const options = (cell: 'rnn' | 'lstm' | 'gru', seed = 1) => ({ ...quick, cell, seed, goal });
  const runs = {
    rnn: options('rnn'),
    lstm: options('lstm'),
    gru: options('gru', 2),
    again: options('rnn', 5),
  };

  it('have the curves, samples and parameters of the same runs trained alone, bit for bit', async () => {
    let finished = 0;
    const pool = new Pool(
      {
        now: () => performance.now(), // turns as they fall on this machine: no order may matter
        breathe: () => new Promise((resolve) => setImmediate(resolve)),
        tell: (event) => {
          if (event.kind !== 'state') return;
          expect(event.state).not.toBe('failed');
          if (event.state === 'finished') finished++;
        },
      },
      2,
    );
    const sessions = await Promise.all(
      Object.values(runs).map((options) => createSession(backend, text, options)),
    );
    for (const [n, name] of Object.keys(runs).entries()) {
      await sessions[n]!.begin();
      pool.add(name, sessions[n]!);
    }
    pool.resume();
    while (finished < sessions.length) await new Promise((resolve) => setTimeout(resolve, 1));
    for (const session of sessions) {
      const alone = await createSession(backend, text, session.options);
      await alone.begin();
      while (alone.step < goal) await alone.advance();
      expect(session.curve).toHaveLength(goal / 25 + 1);
      expect(session.curve).toEqual(alone.curve);
      expect(await session.snapshot()).toEqual(await alone.snapshot());
      alone.dispose();
    }
    await pool.cancel();
  });
});
