// x[t], y[t]: input and target, t = 1 … tau. h0: the state before the first step.
// k: steps in a chunk; the first chunk is t = 1 … k, the last one may be shorter.
const { tau, k, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h: number[][] = [h0];
const yHat: number[][] = [];
let loss = 0;
for (let t = 1; t <= tau; t++) {
  // h[t], yHat[t]: the state is carried from step to step, across the cuts too.
  // loss: the sum over all steps.
}
let [dV, dW, dU] = [zeros(K, H), zeros(H, H), zeros(H, I)];
let [db, dc] = [zeros(H), zeros(K)];
let daNext = zeros(H);
for (let t = tau; t >= 1; t--) {
  // do_, dh, da of this step, and its shares of the five gradients.
  // daNext: what step t - 1 is given; nothing, where a cut lies between them.
}
return { h, loss, dV, dW, dU, db, dc };
