const { tau, H, V, W, h, do_ } = inputs;
const dh: number[][] = [];
const da: number[][] = [];
let daNext = zeros(H);
for (let t = tau; t >= 1; t--) {
  dh[t] = add(matVec(T(V), do_[t]), matVec(T(W), daNext));
  da[t] = mul(oneMinusSquare(h[t]), dh[t]);
  daNext = da[t];
}
return { dh, da };
