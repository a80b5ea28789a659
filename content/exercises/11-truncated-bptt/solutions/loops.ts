// Entry by entry; the chunk of a step is a number, and gradients stay within it.
const { tau, k, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h: number[][] = [h0];
const yHat: number[][] = [];
let loss = 0;
for (let t = 1; t <= tau; t++) {
  h[t] = [];
  for (let i = 0; i < H; i++) {
    let a = b[i];
    for (let j = 0; j < H; j++) a += W[i][j] * h[t - 1][j];
    for (let j = 0; j < I; j++) a += U[i][j] * x[t][j];
    h[t][i] = Math.tanh(a);
  }
  yHat[t] = [];
  let total = 0;
  for (let n = 0; n < K; n++) {
    let o = c[n];
    for (let i = 0; i < H; i++) o += V[n][i] * h[t][i];
    yHat[t][n] = Math.exp(o);
    total += yHat[t][n];
  }
  for (let n = 0; n < K; n++) yHat[t][n] /= total;
  loss -= Math.log(yHat[t][y[t]]);
}
const chunkOf = (t: number): number => Math.ceil(t / k);
const dV = zeros(K, H);
const dW = zeros(H, H);
const dU = zeros(H, I);
const db = zeros(H);
const dc = zeros(K);
const da: number[][] = [];
for (let t = tau; t >= 1; t--) {
  da[t] = [];
  for (let n = 0; n < K; n++) {
    const d = yHat[t][n] - (n === y[t] ? 1 : 0);
    dc[n] += d;
    for (let i = 0; i < H; i++) dV[n][i] += d * h[t][i];
  }
  for (let i = 0; i < H; i++) {
    let g = 0;
    for (let n = 0; n < K; n++) g += V[n][i] * (yHat[t][n] - (n === y[t] ? 1 : 0));
    if (t < tau && chunkOf(t + 1) === chunkOf(t)) for (let j = 0; j < H; j++) g += W[j][i] * da[t + 1][j];
    da[t][i] = g * (1 - h[t][i] ** 2);
    db[i] += da[t][i];
    for (let j = 0; j < H; j++) dW[i][j] += da[t][i] * h[t - 1][j];
    for (let j = 0; j < I; j++) dU[i][j] += da[t][i] * x[t][j];
  }
}
return { h, loss, dV, dW, dU, db, dc };
