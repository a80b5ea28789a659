const { tau, I, H, K, x, h, da, do_ } = inputs;
let dV = zeros(K, H);
let dc = zeros(K);
let dW = zeros(H, H);
let dU = zeros(H, I);
let db = zeros(H);
for (let t = tau; t >= 1; t--) {
  dV = add(dV, outer(do_[t], h[t]));
  dc = add(dc, do_[t]);
  dW = add(dW, outer(da[t], h[t - 1]));
  dU = add(dU, outer(da[t], x[t]));
  db = add(db, da[t]);
}
return { dU, dW, db, dV, dc };
