// Sequences of letters with marks between them. Two tasks: which mark came first (many to one), and between which marks each letter
// stands (aligned; the mark that comes next lies in the future).
import { randomInteger, type Random } from '../../engine/random.ts';
import type { TaskNetwork } from '../task.ts';
import type { Example, Recipe } from './generated.ts';

/** Tokens: two marks, then the letters, which say nothing. */
const marks = 2;
const letters = 4;
const letter = (random: Random): number => marks + randomInteger(random, letters);
const network = (more: Pick<TaskNetwork, 'outputs' | 'readout'>): TaskNetwork => ({
  input: 'tokens',
  width: 0,
  vocabulary: marks + letters,
  directions: 'any',
  ...more,
});
const lengthFrom = (random: Random, fewest: number, most: number): number =>
  fewest + randomInteger(random, most - fewest + 1);

/** k different numbers of 0 … n − 1, rising. */
function places(random: Random, k: number, n: number): number[] {
  const all = Array.from({ length: n }, (_, i) => i);
  for (let i = 0; i < k; i++) {
    const j = i + randomInteger(random, n - i);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all.slice(0, k).sort((a, b) => a - b);
}

/**
 * Which mark came first. Inputs [steps, batch] of six tokens, targets [batch] of two classes, read at each sequence's last step;
 * lengths from half the steps to all of them. Each sequence has two marks of each kind, so that counting them says nothing, and going by
 * the last mark is right two times in three: the first one must be kept, past the others, to the end.
 */
export const firstMark: Recipe = {
  id: 'first-mark',
  network: network({ outputs: 2, readout: 'last-step' }),
  fewestSteps: 8,
  draw(random, steps): Example {
    const length = lengthFrom(random, Math.max(4, Math.ceil(steps / 2)), steps);
    const inputs = Array.from({ length }, () => letter(random));
    const at = places(random, 4, length);
    // two of the four marks are of kind 0: one of six arrangements
    const zeros = places(random, 2, 4);
    for (const [n, place] of at.entries()) inputs[place] = zeros.includes(n) ? 0 : 1;
    return { inputs, targets: [inputs[at[0]!]!] };
  },
};

/**
 * Between which marks each letter stands. Inputs and targets [steps, batch]; six tokens, four classes: 2 · (mark before) + (mark after). Lengths
 * from half the steps to all of them; a sequence begins and ends with a mark, marks are not asked for (−1). All marks are fair coins:
 * whoever reads from front to back only knows the mark before, and can do no better than ln 2 nats and one in two; who reads both
 * ways can know it all.
 */
export const betweenMarks: Recipe = {
  id: 'between-marks',
  network: network({ outputs: 4, readout: 'every-step' }),
  fewestSteps: 6,
  draw(random, steps): Example {
    const length = lengthFrom(random, Math.max(3, Math.ceil(steps / 2)), steps);
    const coin = () => randomInteger(random, marks);
    // about one in five inside; never two side by side at the ends, so that there is a letter
    const inputs = Array.from({ length }, (_, t) =>
      t === 0 || t === length - 1 || (t > 1 && random() < 0.2) ? coin() : letter(random),
    );
    const targets = new Array<number>(length).fill(-1);
    let after = 0;
    const next = inputs.map(() => 0);
    for (let t = length - 1; t >= 0; t--) {
      next[t] = after;
      if (inputs[t]! < marks) after = inputs[t]!;
    }
    let before = 0;
    for (const [t, token] of inputs.entries()) {
      if (token < marks) before = token;
      else targets[t] = 2 * before + next[t]!;
    }
    return { inputs, targets };
  },
};
