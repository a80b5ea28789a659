// The copy task: a few letters, a wait, and then the letters again from memory. Hochreiter and Schmidhuber 1997 and Arjovsky et al. 2016
// use it to measure how long a network remembers.
import { randomInteger } from '../../engine/random.ts';
import type { Example, Recipe } from './generated.ts';

/** Letters to be copied, and how many different ones there are. */
export const copied = 4;
export const copyLetters = 8;
const blank = copyLetters;
const go = copyLetters + 1;

/** Steps between the last letter and the first answer, with so many time steps in all. */
export const lagOf = (steps: number): number => steps - 2 * copied;

/**
 * Inputs and targets [steps, batch], all full; ten tokens (eight letters, a blank, the sign to begin), eight classes. First four letters, then
 * blanks, the last of them the sign; then four blanks at which the letters are wanted in their order. All other targets are −1. The lag
 * is steps − 8. Whoever keeps nothing pays ln 8 = 2.08 nats a letter and is right one time in eight.
 */
export const copy: Recipe = {
  id: 'copy',
  network: {
    input: 'tokens',
    width: 0,
    vocabulary: copyLetters + 2,
    outputs: copyLetters,
    readout: 'every-step',
    directions: 'any',
  },
  fewestSteps: 2 * copied + 1,
  draw(random, steps): Example {
    const letters = Array.from({ length: copied }, () => randomInteger(random, copyLetters));
    const waits = new Array<number>(lagOf(steps) - 1).fill(blank);
    const silence = new Array<number>(steps - copied).fill(-1);
    const answers = new Array<number>(copied).fill(blank);
    return { inputs: [...letters, ...waits, go, ...answers], targets: [...silence, ...letters] };
  },
};
