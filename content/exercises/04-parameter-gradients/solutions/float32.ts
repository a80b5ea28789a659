// In 32-bit numbers: what reads a 1 is a bias, so each sum is one column of a wider one.
const { tau, I, H, K, x, h, da, do_ } = inputs;
const f = Math.fround;
function shares(errors: number[][], read: (t: number) => number[], rows: number): number[][] {
  const columns = read(1).length;
  const total = Array.from({ length: rows }, () => new Float32Array(columns));
  for (let t = tau; t > 0; t--)
    total.forEach((row, i) => row.forEach((_, j) => (row[j] += f(f(errors[t][i]) * f(read(t)[j])))));
  return total.map((row) => [...row]);
}
const cell = shares(da, (t) => [...h[t - 1], ...x[t], 1], H);
const readout = shares(do_, (t) => [...h[t], 1], K);
const part = (rows: number[][], from: number, to: number) => rows.map((row) => row.slice(from, to));
return {
  dW: part(cell, 0, H),
  dU: part(cell, H, H + I),
  db: part(cell, H + I, H + I + 1),
  dV: part(readout, 0, H),
  dc: part(readout, H, H + 1).flat(),
};
