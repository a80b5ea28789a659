// The three cells that are compared: their names and how their curves are told apart, and the runs that they stand for.
import { countParameters, defaultOptions, specOf, type RunOptions } from '../../../training/options.ts';

export type CellName = RunOptions['cell'];

export const cells = [
  { cell: 'rnn', name: 'RNN', dash: '', mark: 'circle' },
  { cell: 'lstm', name: 'LSTM', dash: '9 4', mark: 'square' },
  { cell: 'gru', name: 'GRU', dash: '10 3 2 3', mark: 'triangle' },
] as const satisfies readonly {
  cell: CellName;
  name: string;
  dash: string;
  mark: 'circle' | 'square' | 'triangle';
}[];

/** What all three share. */
export interface Settings {
  readonly hiddens: number;
  readonly steps: number;
  readonly alpha: number;
  readonly seed: number;
}
const { hiddens, steps, alpha, seed } = defaultOptions;
export const defaultSettings: Settings = { hiddens, steps, alpha, seed };
/** Seconds of computing that each has. */
export const defaultSeconds = 6;

/** Time ends these runs; so many updates are more than any machine makes in it. */
const noGoal = 10_000_000;

/** @param backend for all of them */
export const optionsOf = (
  cell: CellName,
  settings: Settings,
  backend: RunOptions['backend'] = defaultOptions.backend,
): RunOptions => ({
  ...defaultOptions,
  ...settings,
  cell,
  backend,
  goal: noGoal,
});

/** Parameters of the whole network, and of those the ones in the cell; the rest is the read-out, the same for each. */
export function parametersOf(
  cell: CellName,
  settings: Settings,
  vocabulary: number,
): { readonly all: number; readonly inCell: number } {
  const all = countParameters(specOf(optionsOf(cell, settings), vocabulary));
  return { all, inCell: all - vocabulary * settings.hiddens - vocabulary };
}
