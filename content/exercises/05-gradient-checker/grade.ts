// D5: a gradient checker that finds planted faults. Judged in a way of its own: by what it accuses, and by what it asks of the loss.
import { judgeCheckerDrill } from '../../../src/exercises/drills/checkerDrill.ts';
import type { Graded } from '../../../src/exercises/drills/registry.ts';

export const drill: Graded = {
  id: 'D5',
  kind: 'own',
  tolerance:
    'Every planted fault is an error of at least one per cent, and every other entry is right to twelve digits, so nothing hangs on where exactly you draw the line.',
  judge: judgeCheckerDrill,
  fresh: {
    statement:
      'Return a report instead of a verdict: for every parameter one entry `[name, row, column, error]`, the one with the largest relative error $\\frac{|a - n|}{\\max(|a| + |n|, \\, 10^{-8})}$, where $a$ is what the gradient says and $n$ the slope that you measure. Where several are equally wrong, any of them will do. Give the error to three decimal places or better.',
    start: [
      [
        '// Return the entries that are wrong: [name, row, column].',
        '// Return for each parameter its worst entry: [name, row, column, error].',
      ],
      [
        'const wrong: [string, number, number][] = [];',
        'const worst: [string, number, number, number][] = [];',
      ],
      ['return wrong;', 'return worst;'],
    ],
    solution: [
      [
        'const wrong: [string, number, number][] = [];',
        'const worst: [string, number, number, number][] = [];',
      ],
      [
        'const p: number[][] = parameters[name];',
        'const p: number[][] = parameters[name];\n  let [row, column, largest] = [0, 0, 0];',
      ],
      [
        'if (error > 1e-4) wrong.push([name, i, j]);\n    }\n  }',
        'if (error > largest) [row, column, largest] = [i, j, error];\n    }\n  }\n  worst.push([name, row, column, largest]);',
      ],
      ['return wrong;', 'return worst;'],
    ],
  },
};
