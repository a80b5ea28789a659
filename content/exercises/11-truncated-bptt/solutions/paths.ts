// Every loss is followed back on its own, down to the first step of its chunk. Lists begin at the first step.
const { tau, k, H, I, K, h0, U, W, V, b, c } = inputs;
const [xs, targets] = [inputs.x.slice(1), inputs.y.slice(1)];
const states: number[][] = [];
let loss = 0;
let [dV, dW, dU, db, dc] = [zeros(K, H), zeros(H, H), zeros(H, I), zeros(H), zeros(K)];
for (let s = 0; s < tau; s++) {
  const before = s > 0 ? states[s - 1] : h0;
  states.push(tanh(add(b, matVec(W, before), matVec(U, xs[s]))));
  const p = softmax(add(c, matVec(V, states[s])));
  loss -= Math.log(p[targets[s]]);
  const e = sub(p, oneHot(targets[s], K));
  dV = add(dV, outer(e, states[s]));
  dc = add(dc, e);
  let g = matVec(T(V), e);
  for (let n = s; n >= s - (s % k); n--) {
    const d = mul(oneMinusSquare(states[n]), g);
    dW = add(dW, outer(d, n > 0 ? states[n - 1] : h0));
    dU = add(dU, outer(d, xs[n]));
    db = add(db, d);
    g = matVec(T(W), d);
  }
}
return { h: states, loss, dU, dW, dV, db, dc };
