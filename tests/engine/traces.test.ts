// Traces of every cell in nets of every kind: they hold the engine's numbers, each micro-step re-evaluates from its equation and opens
// into its arithmetic, and no equation of any cell escapes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { equationOf, equations } from '../../src/engine/equations.ts';
import { embeddedEquations, embeddingEquations } from '../../src/engine/equations/embedding.ts';
import { readoutEquations } from '../../src/engine/equations/gated.ts';
import { gruEquations } from '../../src/engine/equations/gru.ts';
import { lstmEquations } from '../../src/engine/equations/lstm.ts';
import { readOnceEquations } from '../../src/engine/equations/readOnce.ts';
import { rnnNetEquations } from '../../src/engine/equations/rnnNets.ts';
import { evaluate } from '../../src/engine/expression/evaluate.ts';
import { openScalar } from '../../src/engine/expression/expand.ts';
import { environment, interpret } from '../../src/engine/interpret.ts';
import { at, matrix, type Matrix } from '../../src/engine/matrix.ts';
import { backwardPass, forwardPass } from '../../src/engine/network.ts';
import { freshState, sgd } from '../../src/engine/optimizers.ts';
import { batchOf, networkOf, recordTrace } from '../../src/engine/record.ts';
import { gradientIds } from '../../src/engine/symbols.ts';
import { keyOf, traceFromJson, traceToJson, valueOf, type Trace } from '../../src/engine/trace.ts';
import { expectClose } from './support/close.ts';
import { repeatable } from './support/problems.ts';
import { cellKinds, everyRun, instances, recordRun, runSettings, type Instance } from './support/traces.ts';

const holds = (trace: Trace, { equation, t, writes, place }: Instance): void => {
  // the initial gradient of a reverse run is written at τ + 1, a sum over time has no place in time
  const value = evaluate(equationOf(equation).expression, environment(trace.spec, trace.values, place), t);
  expectClose(value, valueOf(trace, writes), `${equation} at ${t}: ${keyOf(writes)}`);
};

describe.each(cellKinds)('$name', (kind) => {
  it('every equation holds in every run', () => {
    fc.assert(
      fc.property(runSettings, (setting) => {
        const { trace } = recordRun(kind, setting);
        for (const instance of instances(kind, trace)) holds(trace, instance);
      }),
      { ...repeatable, numRuns: 40 },
    );
  });

  it('holds the engine’s loss, gradients and update, by place', () => {
    fc.assert(
      fc.property(runSettings, (setting) => {
        const { spec, parameters, sequence, trace } = recordRun(kind, setting);
        const [network, batch] = [networkOf(spec, kind.script), batchOf(sequence)];
        const forward = forwardPass(network, parameters, batch);
        const { gradients } = backwardPass(network, parameters, batch, forward);
        const updated = sgd({ alpha: spec.alpha }).update(parameters, gradients, freshState).parameters;
        expect(trace.values['loss.total']!.data[0]).toBe(forward.loss);
        for (const [name, g] of Object.entries(gradients)) {
          const [id, mark] = (name === 'readout.c' ? kind.script.readout.bias : name).split('#') as [string, string?]; // prettier-ignore
          const last = mark?.endsWith('r') || (spec.readout === 'last-step' && id.startsWith('readout')) ? spec.steps : 1; // prettier-ignore
          const marked = (symbol: string) => symbol + (mark ? `#${mark}` : '');
          expectClose(trace.values[`${marked(gradientIds(id).sum)}@${last}`]!, g, name);
          expectClose(trace.values[marked(gradientIds(id).next)]!, updated[name]!, name);
        }
      }),
      { ...repeatable, numRuns: 40 },
    );
  });

  it('is computed anew from its equations alone, from inputs, parameters and initial states', () => {
    fc.assert(
      fc.property(runSettings, (setting) => {
        const { trace } = recordRun(kind, setting);
        const written = new Set(trace.steps.map((s) => keyOf(s.writes)));
        const given = Object.fromEntries(Object.entries(trace.values).filter(([key]) => !written.has(key)));
        const again = interpret(trace.spec, trace.steps, given);
        for (const key of written) expectClose(again[key]!, trace.values[key]!, key);
      }),
      { ...repeatable, numRuns: 20 },
    );
  });

  it('every scalar opens into arithmetic of its own value', () => {
    for (const setting of everyRun.filter(
      ({ reduction, truncate }) => reduction === 'mean' && truncate === 1,
    )) {
      const { trace } = recordRun(kind, setting);
      for (const { writes } of trace.steps) {
        const m = valueOf(trace, writes);
        for (const [i, j] of [
          [0, 0],
          [m.rows - 1, m.columns - 1],
        ] as const)
          // prettier-ignore
          expect(openScalar(trace, writes, i, j)!.value, keyOf(writes)).toBeCloseTo(at(m, i, j), 12);
      }
    }
  });

  it('reads nothing before it is written, writes nothing twice, and survives JSON', () => {
    for (const setting of everyRun) {
      const { trace } = recordRun(kind, setting);
      const written = new Set<string>();
      const all = new Set(trace.steps.map((s) => keyOf(s.writes)));
      for (const { reads, writes } of trace.steps) {
        for (const key of reads.map(keyOf)) {
          expect(trace.values[key], key).toBeDefined();
          if (all.has(key)) expect(written.has(key), `${keyOf(writes)} reads ${key}`).toBe(true);
        }
        expect(written.has(keyOf(writes)), keyOf(writes)).toBe(false);
        written.add(keyOf(writes));
      }
      const back = traceFromJson(JSON.parse(JSON.stringify(traceToJson(trace))));
      expect(back.steps).toEqual(trace.steps);
      const plain = (m: Matrix): Matrix =>
        matrix(
          m.rows,
          m.columns,
          m.data.map((v) => v + 0),
        ); // JSON has no −0 // prettier-ignore
      for (const [key, m] of Object.entries(trace.values)) expect(back.values[key]).toEqual(plain(m));
    }
  });
});

it('no equation of any cell escapes', () => {
  const held = new Set(
    cellKinds.flatMap((kind) =>
      everyRun.flatMap((setting) => instances(kind, recordRun(kind, setting).trace).map((i) => i.equation)),
    ),
  );
  const all = { ...equations, ...readoutEquations, ...lstmEquations, ...gruEquations, ...rnnNetEquations, ...readOnceEquations,
    ...embeddingEquations, ...Object.assign({}, ...(['rnn', 'lstm', 'gru'] as const).map(embeddedEquations)) }; // prettier-ignore
  expect([...held].sort()).toEqual(Object.keys(all).sort());
});

it('an LSTM’s trace tells every path into ∇h and ∇c apart', () => {
  const { trace } = recordRun(cellKinds[2]!, everyRun[0]!);
  const reads = (symbol: string) =>
    trace.steps.find((s) => s.writes.symbol === symbol && s.t === 1)!.reads.map((r) => r.symbol);
  expect(reads('lstm.dh')).toEqual(['lstm.dhFromOutput', 'lstm.dhThrough_f', 'lstm.dhThrough_i', 'lstm.dhThrough_c', 'lstm.dhThrough_o']); // prettier-ignore
  expect(reads('lstm.dc')).toEqual(['lstm.dcFromHidden', 'lstm.dcFromFuture']);
});

it('a bidirectional trace names layers and directions', () => {
  const { trace } = recordRun(cellKinds[0]!, { ...everyRun[0]!, layers: 2, merge: 'concat' });
  const where = new Set(trace.steps.map(({ layer, direction }) => `${layer} ${direction}`));
  expect([...where].sort()).toEqual(['1 forward', '1 reverse', '2 forward', '2 reverse']);
  const reverse = trace.steps.filter(
    (s) => s.writes.symbol === 'rnn.a' && s.layer === 1 && s.direction === 'reverse',
  );
  expect(reverse.map(({ t }) => t)).toEqual([3, 2, 1]);
  expect(reverse[0]!.reads.map(keyOf)).toEqual([
    'rnn.b#1r',
    'rnn.W#1r',
    'rnn.h#1r@4',
    'rnn.U#1r',
    'rnn.x#1r@3',
  ]);
});

it('refuses the script of another cell', () => {
  const { spec, parameters, sequence } = recordRun(cellKinds[2]!, everyRun[0]!);
  expect(() => recordTrace(spec, parameters, sequence)).toThrow(
    'recordTrace: script of rnn, expected one of lstm',
  );
});
