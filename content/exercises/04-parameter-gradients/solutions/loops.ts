// Forwards in time, entry by entry.
const { tau, I, H, K, x, h, da, do_ } = inputs;
const dV = zeros(K, H);
const dc = zeros(K);
const dW = zeros(H, H);
const dU = zeros(H, I);
const db = zeros(H);
for (let t = 1; t <= tau; t++) {
  for (let k = 0; k < K; k++) {
    dc[k] += do_[t][k];
    for (let j = 0; j < H; j++) dV[k][j] += do_[t][k] * h[t][j];
  }
  for (let i = 0; i < H; i++) {
    db[i] += da[t][i];
    for (let j = 0; j < H; j++) dW[i][j] += da[t][i] * h[t - 1][j];
    for (let j = 0; j < I; j++) dU[i][j] += da[t][i] * x[t][j];
  }
}
return { dU, dW, db, dV, dc };
