// The TypeScript listing, run as it is printed: under every convention it computes the engine's own numbers, and with faults the
// faulty trace's.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conventionIds, type ConventionId } from '../../src/engine/conventions.ts';
import { equations, baseId } from '../../src/engine/equations.ts';
import { faultIds } from '../../src/engine/faults.ts';
import { listing, type ListingOptions } from '../../src/engine/listing.ts';
import { program as programOf } from '../../src/engine/program.ts';
import { rnnScript } from '../../src/engine/scripts/rnn.ts';
import { recordTrace } from '../../src/engine/record.ts';
import { symbols } from '../../src/engine/symbols.ts';
import type { Trace } from '../../src/engine/trace.ts';
import { sameNumbers } from './support/close.ts';
import { helpers } from './support/listingHelpers.ts';
import { numbers, settingOf, text } from './support/listingSetting.ts';
import { repeatable, traceProblem, traceSettings } from './support/problems.ts';

/** Runs `code` with `before` as its variables; answers with those named in `after`. */
function execute(
  code: string,
  before: Readonly<Record<string, unknown>>,
  after: readonly string[],
  tau: number,
): Record<string, unknown> {
  const library = helpers(tau);
  const variables = Object.keys(before).map((name) => `let ${name} = before.${name};`);
  const lists = ['a', 'o', 'yHat', 'L'].map((name) => `const ${name} = [];`);
  const body = [
    `const { ${Object.keys(library).join(', ')} } = library;`,
    ...variables,
    ...lists,
    code,
    `return { ${after.join(', ')} };`,
  ];
  return new Function('library', 'before', body.join('\n'))(library, structuredClone(before)) as Record<
    string,
    unknown
  >;
}

function check(trace: Trace, convention: ConventionId, change = (code: string): string => code): void {
  const { nonlinearity, reduction, steps, faults } = trace.spec;
  const code = change(text({ nonlinearity, reduction, convention, dialect: 'typescript', faults }));
  const { before, after } = settingOf(trace, convention, 'daNext');
  const got = execute(code, before, Object.keys(after), steps);
  for (const [name, expected] of Object.entries(after)) {
    const [a, b] = [numbers(got[name]), numbers(expected)];
    expect(a, name).toHaveLength(b.length);
    a.forEach((v, i) =>
      expect(Math.abs(v - b[i]!), `${name}, entry ${i}`).toBeLessThan(
        sameNumbers * Math.max(1, Math.abs(b[i]!)),
      ),
    );
  }
}

const record = (...args: Parameters<typeof traceProblem>): Trace => {
  const { spec, parameters, sequence } = traceProblem(...args);
  return recordTrace(spec, parameters, sequence);
};

describe.each(conventionIds)('under %s', (convention) => {
  it('the listing computes the engine’s numbers', () => {
    fc.assert(
      fc.property(traceSettings, (setting) => check(record({ ...setting, truncate: 0 }), convention)),
      { ...repeatable, numRuns: 40 },
    );
  });

  it('with faults, those of the faulty trace', () => {
    fc.assert(
      fc.property(traceSettings, fc.subarray([...faultIds], { minLength: 1 }), (setting, faults) =>
        check(record({ ...setting, truncate: 0 }, faults), convention),
      ),
      { ...repeatable, numRuns: 40 },
    );
  });

  it('and would not with a matrix the wrong way round', () => {
    expect(() =>
      check(record(), convention, (code) => code.replace(/matVec\(T\((\w+)\)/, 'matVec($1')),
    ).toThrow();
    expect(() =>
      check(record(), convention, (code) => code.replace(/outer\(([^,]+), ([^)]+)\)/, 'outer($2, $1)')),
    ).toThrow();
  });
});

const all: ListingOptions[] = conventionIds.flatMap((convention) =>
  (['typescript', 'numpy'] as const).flatMap((dialect) =>
    (['tanh', 'relu'] as const).flatMap((nonlinearity) =>
      (['sum', 'mean'] as const).map((reduction) => ({ convention, dialect, nonlinearity, reduction })),
    ),
  ),
);

describe.each(all)('$dialect $convention $nonlinearity $reduction', (options) => {
  const lines = listing(options);

  it('tokens name symbols of the vocabulary, lines name equations', () => {
    for (const { tokens, equations: computed } of lines) {
      expect(tokens.every(({ text: t }) => t.length > 0)).toBe(true);
      for (const { ref, terms = [] } of tokens)
        for (const id of [...(ref ? [ref] : []), ...terms]) expect(Object.keys(symbols)).toContain(id);
      for (const id of computed) expect(Object.keys(equations)).toContain(id);
    }
  });

  it('every micro-step has one line, in the order of the run', () => {
    const { nonlinearity, reduction } = options;
    const steps = programOf(rnnScript, { ...traceProblem({ steps: 1 }).spec, nonlinearity, reduction });
    const lineOf = (id: string): number => {
      const found = lines.flatMap((line, i) => (line.equations.includes(baseId(id)) ? [i] : []));
      expect(found, id).toHaveLength(1);
      return found[0]!;
    };
    const order = steps.map((s) => lineOf(s.equation));
    expect(order).toEqual([...order].sort((p, q) => p - q));
    steps.forEach((s, i) => expect(lines[order[i]!]!.part).toBe(s.phase));
  });
});

it('stays readable: the textbook’s backward pass, word for word', () => {
  expect(
    text({ convention: 'textbook', dialect: 'typescript', nonlinearity: 'tanh', reduction: 'sum' }),
  ).toContain(
    `for (let t = tau; t >= 1; t--) {
  const do_ = sub(yHat[t], oneHot(y[t], K));
  const dh = add(matVec(T(V), do_), matVec(T(W), daNext));
  const da = mul(oneMinusSquare(h[t]), dh);
  dV = add(dV, outer(do_, h[t]));
  dW = add(dW, outer(da, h[t - 1]));
  dU = add(dU, outer(da, x[t]));
  db = add(db, da);
  dc = add(dc, do_);
  daNext = da;
}
`,
  );
});
