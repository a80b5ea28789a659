// A novice's walk: D1 to D4 solved with nothing but lines that lesson 06 prints, renamed to what each drill gives. Where they do not
// suffice the walker asks for a hint, and that is recorded: the lesson must carry its drills.
import { expect, it } from 'vitest';
import { bpttProgram } from '../../../src/exercises/listings/bptt.ts';
import { drillReport } from '../../../src/exercises/drills/report.ts';
import { judge, quantityDrills, verdictOf } from './support.ts';

const lesson = bpttProgram()
  .split('\n')
  .map((line) => line.trim());

/** The line of the lesson's listing that begins like this. */
function shown(beginning: string): string {
  const found = lesson.filter((line) => line.startsWith(beginning));
  if (found.length !== 1)
    throw new Error(`shown: ${found.length} lines of the lesson begin with ${beginning}, expected 1`);
  return found[0]!;
}

interface Walk {
  readonly folder: string;
  /** Beginnings of the lines taken from the lesson, before the loop of the start and inside it. */
  readonly before?: readonly string[];
  readonly lines: readonly string[];
  /** The drill's names for the lesson's. */
  readonly renamed: readonly (readonly [string, string])[];
  readonly returned: string;
}

const walks: Readonly<Record<string, Walk>> = {
  D1: {
    folder: '01-forward-step',
    lines: ['a[t] =', 'h[t] ='],
    renamed: [
      ['h[t - 1]', 'hPrev'],
      ['x[t]', 'x'],
      ['a[t] =', 'const a ='],
      ['h[t] =', 'const h ='],
      ['a[t]', 'a'],
    ],
    returned: 'return { a, h };',
  },
  D2: {
    folder: '02-loss-and-output-gradient',
    lines: ['yHat[t] =', 'L[t] =', 'const do_ ='],
    renamed: [
      ['yHat[t] =', 'const yHat ='],
      ['L[t] =', 'const L ='],
      ['yHat[t]', 'yHat'],
      ['o[t]', 'o'],
      ['y[t]', 'y'],
      [', K)', ', inputs.K)'],
    ],
    returned: 'return { yHat, L, do_ };',
  },
  D3: {
    folder: '03-state-gradients',
    before: ['let daNext ='],
    lines: ['const dh =', 'const da =', 'daNext ='],
    renamed: [
      ['const dh =', 'dh[t] ='],
      ['const da =', 'da[t] ='],
      ['do_)', 'do_[t])'],
      [', dh)', ', dh[t])'],
      ['= da;', '= da[t];'],
    ],
    returned: 'return { dh, da };',
  },
  D4: {
    folder: '04-parameter-gradients',
    lines: ['dV =', 'dW =', 'dU =', 'db =', 'dc ='],
    renamed: [
      ['do_', 'do_[t]'],
      ['(da, ', '(da[t], '],
      [', da)', ', da[t])'],
    ],
    returned: 'return { dU, dW, db, dV, dc };',
  },
};

const adapted = (line: string, { renamed }: Walk): string =>
  renamed.reduce((text, [from, to]) => text.replaceAll(from, to), line);

/** The start with the lines put where its comments stand, and the return that it asks for. */
function programOf(start: string, walk: Walk): string {
  const lines = start.split('\n').filter((line) => !line.trim().startsWith('//') && line !== '');
  const own = walk.lines.map((beginning) => adapted(shown(beginning), walk));
  const before = (walk.before ?? []).map((beginning) => adapted(shown(beginning), walk));
  const loop = lines.findIndex((line) => line.startsWith('for '));
  const head = loop < 0 ? lines.slice(0, -1) : lines.slice(0, loop);
  const body = loop < 0 ? own : [lines[loop]!, ...own, '}'];
  return [...head, ...before, ...body, walk.returned].join('\n');
}

it('D1 to D4 can be solved with what the lesson shows; where a hint was needed is recorded', async () => {
  const hintsNeeded: Record<string, number> = {};
  for (const [id, walk] of Object.entries(walks)) {
    const loaded = quantityDrills.find(({ folder }) => folder === walk.folder);
    if (!loaded) throw new Error(`there is no drill ${walk.folder}`);
    // what a novice tries first: to run what is there, and to read what is said
    const asItIs = drillReport(await judge(loaded, loaded.start), null);
    expect(asItIs.verdict, id).not.toBe('right');
    expect(asItIs.details.length, id).toBeGreaterThan(0);
    const d = await judge(loaded, programOf(loaded.start, walk), { seed: 77 });
    hintsNeeded[id] = verdictOf(d) === 'right' ? 0 : 1;
  }
  expect(hintsNeeded).toEqual({ D1: 0, D2: 0, D3: 0, D4: 0 });
});
