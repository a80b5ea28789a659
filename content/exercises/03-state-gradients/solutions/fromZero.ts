// Lists that begin at the first step, filled from the back.
const { tau, H, V, W, h, do_ } = inputs;
const dhs: number[][] = [];
const das: number[][] = [];
let fromFuture = zeros(H);
for (let s = tau - 1; s >= 0; s--) {
  const g = add(fromFuture, matVec(T(V), do_[s + 1]));
  const delta = mul(g, oneMinusSquare(h[s + 1]));
  dhs.unshift(g);
  das.unshift(delta);
  fromFuture = matVec(T(W), delta);
}
return { dh: dhs, da: das };
