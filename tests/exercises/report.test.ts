// What the page is told: the run laid beside the reference, whole and in order; the first difference with both its values.
import { describe, expect, it } from 'vitest';
import { faultIds } from '../../src/engine/faults.ts';
import { reportOf } from '../../src/exercises/report.ts';
import { bpttProgram } from '../../src/exercises/listings/bptt.ts';
import { randomTrace } from '../../src/exercises/diagnosis/cases.ts';
import { differingEntries } from '../../src/exercises/diagnosis/values.ts';
import { buildRun } from '../../src/figures/shared/run/build.ts';
import { defaults } from '../../src/figures/shared/run/settings.ts';
import { edit } from './support/edit.ts';
import { rightPrograms } from './support/rightPrograms.ts';
import { judge } from './support/sandbox.ts';

const shown = buildRun(defaults).trace;
const report = async (source: string) => reportOf(await judge(source, { shown }), shown);

it('the listing: every quantity at every step agrees, forward rows before backward ones', async () => {
  const { rows, first, shown: onPage, verdict } = await report(bpttProgram());
  expect({ verdict, first, onPage }).toEqual({ verdict: 'right', first: null, onPage: true });
  expect(rows.map(({ symbol }) => symbol)).toEqual([
    ...['rnn.a', 'rnn.h', 'readout.o', 'readout.yHat', 'loss.step', 'loss.total'],
    ...['readout.do', 'rnn.dh', 'rnn.da', 'readout.dV', 'rnn.dW', 'rnn.dU', 'rnn.db', 'readout.dc'],
  ]);
  expect(rows.findLastIndex(({ phase }) => phase === 'forward')).toBe(5);
  for (const { symbol, cells } of rows)
    expect(cells, symbol).toEqual(symbol === 'loss.total' ? [null, null, null, true] : Array(4).fill(true));
});

it('a step that the program never names is neither right nor wrong', async () => {
  const unnamed = bpttProgram().replaceAll('da', 'share').replaceAll('do_', 'error');
  const { rows, verdict } = await report(unnamed);
  expect(verdict).toBe('right');
  for (const symbol of ['rnn.da', 'readout.do'])
    expect(rows.find((row) => row.symbol === symbol)!.cells, symbol).toEqual(Array(4).fill(null));
  expect(rows.find(({ symbol }) => symbol === 'rnn.dh')!.cells).toEqual(Array(4).fill(true));
});

describe('of a right program nothing is said to differ', () => {
  for (const [name, source] of Object.entries(rightPrograms))
    it(name, async () => {
      const { rows, verdict } = await report(source);
      expect(verdict).toBe('right');
      expect(rows.flatMap(({ cells }) => cells)).not.toContain(false);
      expect(rows.find(({ symbol }) => symbol === 'rnn.dW')!.cells[0]).toBe(true);
    });
});

describe('a classic mistake', () => {
  for (const fault of faultIds)
    it(`${fault}: the first difference is the first that is laid out as one, and both values stand in it`, async () => {
      const { rows, first } = await report(bpttProgram({ faults: [fault] }));
      const { at, row, column, expected, got } = first!;
      const cells = rows.find(({ symbol }) => symbol === at.symbol)!.cells;
      expect(cells[at.step! - 1]).toBe(false);
      // backwards in time, everything of this quantity before it agreed
      expect(cells.slice(at.step!)).toEqual(Array(4 - at.step!).fill(true));
      for (const { cells: forward, phase } of rows)
        if (phase === 'forward') expect(forward).not.toContain(false);
      expect(differingEntries(got!, expected)[0]).toBe(row * expected.columns + column);
    });
});

it('a value whose shape does not fit is not drawn beside the one expected', async () => {
  const turned = edit(bpttProgram(), 'let dU = zeros(H, I);', 'let dU = zeros(I, H);');
  const swapped = edit(turned, 'dU = add(dU, outer(da, x[t]))', 'dU = add(dU, outer(x[t], da))');
  const uneven = randomTrace({ steps: 3, inputs: 3, hiddens: 4, outputs: 3 }, 3);
  const { first, verdict } = reportOf(await judge(swapped, { shown: uneven }), uneven);
  expect(verdict).toBe('wrong');
  expect(first).toMatchObject({ at: { symbol: 'rnn.dU' }, got: null });
});

it('a program that throws is not blamed for sums that it never finished', async () => {
  const { first, details, headline } = await report(
    edit(bpttProgram(), 'dc = add(dc, do_);', 'dc = add(dc, nothing);'),
  );
  expect(headline).toMatch(/^Line \d+: nothing is not defined$/);
  expect(first).toBeNull();
  expect(details).toEqual([]);
});

it('a mistake that shows on hidden problems only is not opened on the page', async () => {
  const { shown: onPage, details } = await report(edit(bpttProgram(), '= zeros(H);', '= zeros(4);', 2));
  expect(onPage).toBe(false);
  expect(details[0]).toMatch(/^Seen on a hidden problem with \d+ steps, /);
});
