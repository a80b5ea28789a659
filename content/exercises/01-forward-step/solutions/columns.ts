// Column by column, in 32-bit numbers: each entry of x and of hPrev adds its own column to every unit.
const { I, H, x, hPrev, U, W, b } = inputs;
const a = Float32Array.from(b);
function addColumns(m: number[][], v: number[], columns: number): void {
  for (let j = columns - 1; j >= 0; j--) for (let i = 0; i < H; i++) a[i] += Math.fround(m[i][j] * v[j]);
}
addColumns(U, x, I);
addColumns(W, hPrev, H);
const h = a.map((v) => Math.tanh(v));
return { a: [...a], h: [...h] };
