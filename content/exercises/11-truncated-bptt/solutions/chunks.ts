// Chunk by chunk, as one trains: forward through a chunk, back through it, and on with its last state.
const { tau, k, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h: number[][] = [h0];
let loss = 0;
let gradients = { dV: zeros(K, H), dW: zeros(H, H), dU: zeros(H, I), db: zeros(H), dc: zeros(K) };
for (let first = 1; first <= tau; first += k) {
  const last = Math.min(first + k - 1, tau);
  const errors: number[][] = [];
  for (let t = first; t <= last; t++) {
    h[t] = tanh(add(matVec(U, x[t]), b, matVec(W, h[t - 1])));
    const p = softmax(add(matVec(V, h[t]), c));
    loss += -Math.log(p[y[t]]);
    errors[t] = p.map((v, i) => (i === y[t] ? v - 1 : v));
  }
  let back = zeros(H);
  for (let t = last; t >= first; t--) {
    const delta = mul(add(back, matVec(T(V), errors[t])), oneMinusSquare(h[t]));
    gradients = {
      dV: add(gradients.dV, outer(errors[t], h[t])),
      dW: add(gradients.dW, outer(delta, h[t - 1])),
      dU: add(gradients.dU, outer(delta, x[t])),
      db: add(gradients.db, delta),
      dc: add(gradients.dc, errors[t]),
    };
    back = matVec(T(W), delta);
  }
}
return { h, loss, ...gradients };
