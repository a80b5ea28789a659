// In 32-bit numbers, as a function that calls itself.
const { tau, H, V, W, h, do_ } = inputs;
const dh: Float32Array[] = [];
const da: Float32Array[] = [];
const f = Math.fround;
function back(t: number): void {
  if (t === 0) return;
  dh[t] = new Float32Array(H);
  da[t] = new Float32Array(H);
  for (let i = H - 1; i >= 0; i--) {
    let sum = 0;
    if (t < tau)
      da[t + 1].forEach((d, j) => {
        sum = f(sum + f(f(W[j][i]) * d));
      });
    do_[t].forEach((d: number, k: number) => {
      sum = f(sum + f(f(V[k][i]) * f(d)));
    });
    dh[t][i] = sum;
    da[t][i] = f(sum * f(1 - f(h[t][i]) ** 2));
  }
  back(t - 1);
}
back(tau);
return { dh: dh.map((v) => [...v]), da: da.map((v) => [...v]) };
