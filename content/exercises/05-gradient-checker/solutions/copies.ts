// Moves copies, never the original; close means close in proportion, or both next to nothing.
const { parameters, gradients } = inputs;
const moved = (name: string, i: number, j: number, by: number) => {
  const next = structuredClone(parameters);
  next[name][i][j] += by;
  return loss(next);
};
const close = (a: number, n: number) => Math.abs(a - n) <= 1e-7 + 1e-3 * Math.max(Math.abs(a), Math.abs(n));
return Object.entries(gradients).flatMap(([name, rows]) =>
  rows.flatMap((row, i) =>
    row.flatMap((analytic, j) => {
      const numeric = (moved(name, i, j, 3e-5) - moved(name, i, j, -3e-5)) / 6e-5;
      return close(analytic, numeric) ? [] : [{ name, row: i, column: j }];
    }),
  ),
);
