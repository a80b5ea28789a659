// Four losses for each entry: the error of the slope shrinks with the fourth power of the step.
const { parameters, gradients } = inputs;
const step = 2e-4;
const wrong: string[] = [];
function lossAt(row: number[], j: number, by: number): number {
  row[j] += by;
  const value = loss(parameters);
  row[j] -= by;
  return value;
}
for (const [name, rows] of Object.entries(parameters) as [string, number[][]][])
  for (const [i, row] of rows.entries())
    for (const j of row.keys()) {
      const kept = row[j];
      const at = (by: number) => {
        const value = lossAt(row, j, by);
        row[j] = kept;
        return value;
      };
      const slope = (8 * (at(step) - at(-step)) - (at(2 * step) - at(-2 * step))) / (12 * step);
      const claimed = gradients[name][i][j];
      if (Math.abs(claimed - slope) > 5e-4 * (Math.abs(claimed) + Math.abs(slope)) + 1e-8)
        wrong.push(`${name}[${i}][${j}]`);
    }
return wrong;
