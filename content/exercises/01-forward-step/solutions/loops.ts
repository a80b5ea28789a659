const { I, H, x, hPrev, U, W, b } = inputs;
const a: number[] = [];
const h: number[] = [];
for (let i = 0; i < H; i++) {
  let sum = b[i];
  for (let j = 0; j < H; j++) sum += W[i][j] * hPrev[j];
  for (let j = 0; j < I; j++) sum += U[i][j] * x[j];
  a[i] = sum;
  h[i] = Math.tanh(sum);
}
return { a, h };
