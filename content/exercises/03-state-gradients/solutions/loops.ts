const { tau, H, K, V, W, h, do_ } = inputs;
const dh: number[][] = [];
const da: number[][] = [];
for (let t = tau; t >= 1; t--) {
  dh[t] = [];
  da[t] = [];
  for (let i = 0; i < H; i++) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += V[k][i] * do_[t][k];
    if (t < tau) for (let j = 0; j < H; j++) sum += W[j][i] * da[t + 1][j];
    dh[t][i] = sum;
    da[t][i] = sum * (1 - h[t][i] ** 2);
  }
}
return { dh, da };
