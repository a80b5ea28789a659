// The reference engine on the sixty checked-in cases: every one passes, none is skipped.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeCase, parseCase, type OracleCase } from './cases.ts';
import { compareResults } from './compare.ts';
import { reference } from './reference.ts';
import { judge } from './verdict.ts';

const folder = new URL('../fixtures/oracle/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json')).sort(); // prettier-ignore
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const cases = files.map((file) => ({ file, c: parseCase(read(file)) }));
it('there are sixty, named after themselves', () => {
  expect(cases).toHaveLength(60);
  for (const { file, c } of cases) expect(file).toBe(`${c.id}.json`);
});

describe('passes', () => {
  it.each(cases.map(({ file, c }) => ({ file, c, name: `${c.id} ${describeCase(c)}` })))(
    '$name',
    async ({ file, c }) => {
      const { worst, tensor } = compareResults(await reference.run(c), c.expected, reference.tolerance);
      expect(worst, tensor).toBeLessThanOrEqual(1);
      expect((await judge(reference, file, read(file))).status).toBe('passed');
    },
  );
});

/** The options in which vanilla RNNs differ. */
const options = (c: OracleCase): string[] => [
  c.tokens ? 'tokens' : 'dense',
  'h0' in c.initial ? 'h0 given' : 'h0 zero',
  c.readout,
  c.reduction,
  c.nonlinearity,
  c.truncate > 0 && c.truncate < c.shape.steps
    ? 'cut'
    : c.lengths.some((n) => n < c.shape.steps)
      ? 'ragged'
      : 'full',
];

const vanilla = cases.filter(({ c }) => c.cell === 'rnn' && c.shape.layers === 1 && !c.bidirectional);

it('covers every option of vanilla RNNs together with every option of each other kind', () => {
  const kinds = [['tokens', 'dense'], ['h0 given', 'h0 zero'], ['every-step', 'last-step'], ['sum', 'mean'], ['tanh', 'relu'], ['cut', 'ragged', 'full']]; // prettier-ignore
  const met = new Set(
    vanilla.flatMap(({ c }) => options(c).flatMap((a) => options(c).map((b) => `${a} × ${b}`))),
  );
  const missing = kinds.flatMap((as, i) => kinds.slice(i + 1).flatMap((bs) => as.flatMap((a) => bs.map((b) => `${a} × ${b}`)))).filter((pair) => !met.has(pair)); // prettier-ignore
  expect(missing).toEqual([]);
});

it.each(['rnn', 'lstm', 'gru'])(
  '%s: stacked, in both directions merged both ways, ragged and cut, with given states',
  (cell) => {
    const own = cases.map(({ c }) => c).filter((c) => c.cell === cell);
    const kinds: Record<string, (c: OracleCase) => boolean> = {
      stacked: (c) => c.shape.layers > 1,
      concat: (c) => c.bidirectional && c.merge === 'concat',
      sum: (c) => c.bidirectional && c.merge === 'sum',
      ragged: (c) => c.lengths.some((n) => n < c.shape.steps),
      cut: (c) => c.truncate > 0,
      given: (c) => 'h0' in c.initial,
    };
    expect(Object.keys(kinds).filter((kind) => !own.some(kinds[kind]!))).toEqual([]);
  },
);
