// One side only, with a step so small that the curvature does not show.
const { parameters: p, gradients: g } = inputs;
const here = loss(p);
const wrong: unknown[] = [];
for (const name in p)
  p[name].forEach((row: number[], i: number) =>
    row.forEach((v, j) => {
      row[j] = v + 1e-7;
      const slope = (loss(p) - here) / (row[j] - v);
      row[j] = v;
      if (Math.abs(slope - g[name][i][j]) > 1e-3 * Math.abs(slope) + 1e-6) wrong.push([name, i, j]);
    }),
  );
return wrong;
