// The table in the README, made of results/latest.json and of nothing else, so that a test can hold one against the other.
import { format } from 'prettier';
import { isSoftware } from '../../src/backends/gpu/routes.ts';
import { gpuTables } from './gpuTable.ts';
import { cellNames, usual, type SystemId } from './plan.ts';
import type { Results, Row } from './results.ts';
import { short } from './short.ts';

export const begin = '<!-- bench: begin -->';
export const end = '<!-- bench: end -->';

const columns: readonly (readonly [heading: string, of: Partial<SystemId>])[] = [
  ['two threads', { system: 'cpu', threads: 2 }],
  ['PyTorch', { system: 'torch' }],
  ['TensorFlow.js wasm', { system: 'tfjs', backend: 'wasm', threads: 1 }],
  ['TensorFlow.js webgl¹', { system: 'tfjs', backend: 'webgl' }],
  ['plain JavaScript', { system: 'plain' }],
];

const isOne = (row: Row, wanted: Partial<SystemId>): boolean =>
  Object.entries(wanted).every(([key, value]) => row[key as keyof Row] === value);

/** Markdown, not laid out yet. */
export function table(results: Results): string {
  const rows = results.rows.filter(
    (row) => row.steps === usual.steps && row.batch === usual.batch && row.vocabulary === usual.vocabulary,
  );
  const sizes = [...new Set(rows.map(({ hiddens }) => hiddens))].sort((a, b) => a - b);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = cellNames.flatMap((cell) =>
    sizes.flatMap((hiddens) => {
      const here = rows.filter((row) => row.cell === cell && row.hiddens === hiddens);
      const ours = here.find((row) => row.system === 'cpu' && row.threads === 1);
      if (!ours) return [];
      const others = columns.map(([, of]) => {
        const row = here.find((one) => isOne(one, of));
        return row ? `${short(row.ratioMedian)} (${short(row.ratioMin)}–${short(row.ratioMax)})` : '';
      });
      return [line([cell.toUpperCase(), String(hiddens), short(ours.msMedian), ...others])];
    }),
  );
  const { steps, batch, vocabulary } = usual;
  return [
    `One training step of a character model (T = ${steps}, B = ${batch}, V = ${vocabulary}): ms of \`cpu\` on one thread, then the time of`,
    `others over it, median of rounds in alternation (lowest–highest). Above 1, \`cpu\` is faster.`,
    '',
    line(['cell', 'H', '`cpu`, ms', ...columns.map(([heading]) => heading)]),
    line(['---', '--:', '--:', ...columns.map(() => '--:')]),
    ...lines,
    '',
    `¹ ${isSoftware('webgl2', results.webgl) ? 'on a software renderer, no GPU' : (results.webgl ?? 'not there')}.`,
    '',
    `Measured on ${results.date.slice(0, 10)}${results.quick ? ' (quick run)' : ''}: ${results.machine}; ${results.browser};`,
    `${results.torch === null ? 'no PyTorch' : `PyTorch ${results.torch}, one thread`}; SIMD peak ${results.peakGflops.toFixed(0)} GFLOP/s a core. Other work was going on if two`,
    `neighbouring windows of the same work differ: here by ${short(results.unrest.median)} times (median; at most ${short(results.unrest.max)}).`,
    'Ratios of processor time, which other work disturbs less, are under `busy` in `tests/bench/results/latest.json`.',
    '',
    gpuTables(results.gpu),
  ].join('\n');
}

/** As it stands between the markers, laid out by the formatter. */
export async function section(results: Results): Promise<string> {
  const laidOut = await format(table(results), { parser: 'markdown', printWidth: 110 });
  return `${begin}\n\n${laidOut.trim()}\n\n${end}`;
}

/** @throws Error where the text lacks the markers */
export function sectionIn(text: string): string {
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`sectionIn: the text lacks ${begin} … ${end}`);
  return text.slice(from, to + end.length);
}

export const withSection = (text: string, next: string): string => text.replace(sectionIn(text), () => next);
