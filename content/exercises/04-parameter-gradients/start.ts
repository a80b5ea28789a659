// x[t], da[t], do_[t]: t = 1 … tau. h[t]: t = 0 … tau.
const { tau, I, H, K, x, h, da, do_ } = inputs;
let dV = zeros(K, H);
let dc = zeros(K);
let dW = zeros(H, H);
let dU = zeros(H, I);
let db = zeros(H);
for (let t = tau; t >= 1; t--) {
  // What has each parameter's copy at step t written, and what had it read?
}
return { dU, dW, db, dV, dc };
