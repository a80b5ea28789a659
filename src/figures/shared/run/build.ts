// From settings to the run: word → sequence → parameters → trace. Pure; the same at build time and in the page.
import { map, withEntry } from '../../../engine/matrix.ts';
import type { Values } from '../../../engine/cells/cell.ts';
import { initialParameters } from '../../../engine/network.ts';
import { seededRandom } from '../../../engine/random.ts';
import { networkOf, recordTrace, type Sequence } from '../../../engine/record.ts';
import type { Trace, TraceSpec } from '../../../engine/trace.ts';
import { encode, spell, type Spelling } from '../../../training/spelling.ts';
import { fittingEdits, parseEditKey, type Settings } from './settings.ts';

export interface Run {
  readonly settings: Settings;
  readonly spelling: Spelling;
  readonly parameters: Values;
  readonly sequence: Sequence;
  /** The right run. */
  readonly trace: Trace;
  /** The run with the reader's faults in its backward pass; the right one where there are none. */
  readonly shown: Trace;
}

/** Weights are drawn twice as wide as PyTorch would (±2/√H): in a net this small, the marks then differ enough to be told apart. */
export const gain = 2;

export function specOf(settings: Settings, spelling: Spelling): TraceSpec {
  const size = spelling.vocabulary.length;
  const { nonlinearity, reduction, truncate, hiddens, seed, alpha } = settings;
  return {
    cell: 'rnn',
    nonlinearity,
    reduction,
    truncate,
    steps: spelling.inputs.length,
    inputs: size,
    hiddens,
    outputs: size,
    seed,
    alpha,
    faults: [],
  };
}

/** Drawn from the seed, then the reader's edits. */
export function parametersOf(settings: Settings, spec: TraceSpec): Values {
  const drawn = initialParameters(networkOf(spec), seededRandom(settings.seed));
  const parameters = Object.fromEntries(
    Object.entries(drawn).map(([id, m]) => [id, map(m, (v) => gain * v)]),
  );
  for (const [key, value] of Object.entries(fittingEdits(settings))) {
    const { id, row, column } = parseEditKey(key)!;
    parameters[id] = withEntry(parameters[id]!, row, column, value);
  }
  return parameters;
}

export function buildRun(settings: Settings): Run {
  const spelling = spell(settings.word);
  const spec = specOf(settings, spelling);
  const parameters = parametersOf(settings, spec);
  const sequence = encode(spelling);
  const trace = recordTrace(spec, parameters, sequence);
  const shown = settings.faults.length
    ? recordTrace({ ...spec, faults: settings.faults }, parameters, sequence)
    : trace;
  return { settings, spelling, parameters, sequence, trace, shown };
}
