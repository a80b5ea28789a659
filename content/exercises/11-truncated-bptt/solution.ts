const { tau, k, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h: number[][] = [h0];
const yHat: number[][] = [];
let loss = 0;
for (let t = 1; t <= tau; t++) {
  h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
  yHat[t] = softmax(add(c, matVec(V, h[t])));
  loss -= Math.log(yHat[t][y[t]]);
}
let [dV, dW, dU] = [zeros(K, H), zeros(H, H), zeros(H, I)];
let [db, dc] = [zeros(H), zeros(K)];
let daNext = zeros(H);
for (let t = tau; t >= 1; t--) {
  const do_ = sub(yHat[t], oneHot(y[t], K));
  const dh = add(matVec(T(V), do_), matVec(T(W), daNext));
  const da = mul(oneMinusSquare(h[t]), dh);
  dV = add(dV, outer(do_, h[t]));
  dW = add(dW, outer(da, h[t - 1]));
  dU = add(dU, outer(da, x[t]));
  db = add(db, da);
  dc = add(dc, do_);
  const firstOfChunk = (t - 1) % k === 0;
  daNext = firstOfChunk ? zeros(H) : da;
}
return { h, loss, dV, dW, dU, db, dc };
