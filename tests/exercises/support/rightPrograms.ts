// Right programs, written as differently as readers write: each must pass, whatever it is called and whatever is recorded of it.

export const rightPrograms: Readonly<Record<string, string>> = {
  'loops over entries': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h = [h0], a = [], o = [], yHat = [];
let loss = 0;
for (let t = 1; t <= tau; t++) {
  a[t] = []; h[t] = []; o[t] = []; yHat[t] = [];
  for (let i = 0; i < H; i++) {
    a[t][i] = b[i];
    for (let j = 0; j < H; j++) a[t][i] += W[i][j] * h[t - 1][j];
    for (let j = 0; j < I; j++) a[t][i] += U[i][j] * x[t][j];
    h[t][i] = Math.tanh(a[t][i]);
  }
  let total = 0;
  for (let k = 0; k < K; k++) {
    o[t][k] = c[k];
    for (let i = 0; i < H; i++) o[t][k] += V[k][i] * h[t][i];
    total += Math.exp(o[t][k]);
  }
  for (let k = 0; k < K; k++) yHat[t][k] = Math.exp(o[t][k]) / total;
  loss -= Math.log(yHat[t][y[t]]);
}
const dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H), dc = zeros(K);
let dhNext = zeros(H);
for (let t = tau; t > 0; t--) {
  const dh = [...dhNext];
  for (let k = 0; k < K; k++) {
    const d = yHat[t][k] - (k === y[t] ? 1 : 0);
    dc[k] += d;
    for (let i = 0; i < H; i++) {
      dV[k][i] += d * h[t][i];
      dh[i] += V[k][i] * d;
    }
  }
  dhNext = new Array(H).fill(0);
  for (let i = 0; i < H; i++) {
    const d = dh[i] * (1 - h[t][i] ** 2);
    db[i] += d;
    for (let j = 0; j < H; j++) {
      dW[i][j] += d * h[t - 1][j];
      dhNext[j] += W[i][j] * d;
    }
    for (let j = 0; j < I; j++) dU[i][j] += d * x[t][j];
  }
}
return { h, yHat, loss, dU, dW, dV, db, dc };
`,

  'steps from 0, states pushed': `
const { tau, H, I, K, h0, U, W, V, b, c } = inputs;
const x = inputs.x.slice(1), y = inputs.y.slice(1);
const h = [], yHat = [], losses = [];
let hPrev = h0;
for (let t = 0; t < tau; t++) {
  const a = add(b, matVec(W, hPrev), matVec(U, x[t]));
  hPrev = tanh(a);
  h.push(hPrev);
  yHat.push(softmax(add(c, matVec(V, hPrev))));
  losses.push(-Math.log(yHat.at(-1)[y[t]]));
}
const loss = losses.reduce((s, v) => s + v);
let dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H), dc = zeros(K), dh = zeros(H);
for (let t = tau - 1; t >= 0; t--) {
  const dy = yHat[t].slice();
  dy[y[t]] -= 1;
  dV = add(dV, outer(dy, h[t]));
  dc = add(dc, dy);
  dh = add(dh, matVec(T(V), dy));
  const dhraw = mul(oneMinusSquare(h[t]), dh);
  dW = add(dW, outer(dhraw, t > 0 ? h[t - 1] : h0));
  dU = add(dU, outer(dhraw, x[t]));
  db = add(db, dhraw);
  dh = matVec(T(W), dhraw);
}
return { h, yHat, loss, dU, dW, dV, db, dc };
`,

  'float32 throughout': `
const { tau, H, I, K, x, y, h0 } = inputs;
const f = (v) => Float32Array.from(v);
const m = (rows) => rows.map(f);
const U = m(inputs.U), W = m(inputs.W), V = m(inputs.V), b = f(inputs.b), c = f(inputs.c);
const h = [f(h0)], yHat = [null];
let L = 0;
for (let t = 1; t <= tau; t++) {
  h[t] = f(add(b, matVec(W, h[t - 1]), matVec(U, f(x[t]))).map(Math.tanh));
  yHat[t] = f(softmax(add(c, matVec(V, h[t]))));
  L = Math.fround(L - Math.log(yHat[t][y[t]]));
}
let dW = m(zeros(H, H)), dU = m(zeros(H, I)), dV = m(zeros(K, H)), db = f(zeros(H)), dc = f(zeros(K)), da = f(zeros(H));
for (let t = tau; t >= 1; t--) {
  const do_ = Float32Array.from(yHat[t]);
  do_[y[t]] -= 1;
  const dh = f(add(matVec(T(V), do_), matVec(T(W), da)));
  da = dh.map((d, i) => d * (1 - h[t][i] * h[t][i]));
  for (let i = 0; i < H; i++) {
    for (let j = 0; j < H; j++) dW[i][j] += da[i] * h[t - 1][j];
    for (let j = 0; j < I; j++) dU[i][j] += da[i] * x[t][j];
    db[i] += da[i];
  }
  for (let k = 0; k < K; k++) {
    for (let i = 0; i < H; i++) dV[k][i] += do_[k] * h[t][i];
    dc[k] += do_[k];
  }
}
return { L, dW, dU, dV, db, dc };
`,

  'all ∇a first, then sums from t = 1 up': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h: number[][] = [h0], yHat: number[][] = [];
for (let t = 1; t <= tau; t++) {
  h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
  yHat[t] = softmax(add(c, matVec(V, h[t])));
}
const loss = sumOverTime((t) => -Math.log(yHat[t][y[t]]));
const VT = T(V), WT = T(W);
const do_: number[][] = [], dh: number[][] = [], da: number[][] = [];
for (let t = tau; t >= 1; t--) {
  do_[t] = yHat[t].map((p, k) => p - Number(k === y[t]));
  dh[t] = matVec(VT, do_[t]);
  if (t < tau) dh[t] = add(dh[t], matVec(WT, da[t + 1]));
  da[t] = mul(dh[t], oneMinusSquare(h[t]));
}
let dW = zeros(H, H);
for (let t = 1; t <= tau; t++) dW = add(dW, outer(da[t], h[t - 1]));
const dU = sumOverTime((t) => outer(da[t], x[t]));
const dV = sumOverTime((t) => outer(do_[t], h[t]));
const db = sumOverTime((t) => da[t]);
const dc = sumOverTime((t) => do_[t]);
return { loss, dU, dW, dV, db, dc };
`,

  'functions that fill what they are given': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
function addOuter(into: number[][], left: number[], right: number[]): void {
  for (let i = 0; i < left.length; i++) for (let j = 0; j < right.length; j++) into[i][j] += left[i] * right[j];
}
function addTo(into: number[], what: number[]): void {
  what.forEach((v, i) => { into[i] += v; });
}
function forward(h: number[][], yHat: number[][]): number {
  let loss = 0;
  for (let t = 1; t <= tau; t++) {
    h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
    yHat[t] = softmax(add(c, matVec(V, h[t])));
    loss -= Math.log(yHat[t][y[t]]);
  }
  return loss;
}
const h = [h0], yHat: number[][] = [];
const loss = forward(h, yHat);
const dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H), dc = zeros(K);
let da = zeros(H);
for (let t = tau; t >= 1; t--) {
  const do_ = sub(yHat[t], oneHot(y[t], K));
  const dh = matVec(T(V), do_);
  addTo(dh, matVec(T(W), da));
  da = mul(oneMinusSquare(h[t]), dh);
  addOuter(dV, do_, h[t]);
  addOuter(dW, da, h[t - 1]);
  addOuter(dU, da, x[t]);
  addTo(db, da);
  addTo(dc, do_);
}
return { h, yHat, loss, dV, dW, dU, db, dc };
`,

  'a class that keeps its gradients': `
class Net {
  U; W; V; b; c; h: number[][]; yHat: number[][] = []; loss = 0;
  dU; dW; dV; db; dc;
  constructor({ U, W, V, b, c, H, I, K, h0 }) {
    Object.assign(this, { U, W, V, b, c });
    this.h = [h0];
    this.dU = zeros(H, I); this.dW = zeros(H, H); this.dV = zeros(K, H); this.db = zeros(H); this.dc = zeros(K);
  }
  forward(t: number, x: number[], target: number) {
    this.h[t] = tanh(add(this.b, matVec(this.W, this.h[t - 1]), matVec(this.U, x)));
    this.yHat[t] = softmax(add(this.c, matVec(this.V, this.h[t])));
    this.loss += -Math.log(this.yHat[t][target]);
  }
  backward(t: number, x: number[], target: number, future: number[]): number[] {
    const g = sub(this.yHat[t], oneHot(target, this.c.length));
    const da = mul(add(matVec(T(this.V), g), future), oneMinusSquare(this.h[t]));
    this.dV = add(this.dV, outer(g, this.h[t]));
    this.dW = add(this.dW, outer(da, this.h[t - 1]));
    this.dU = add(this.dU, outer(da, x));
    this.db = add(this.db, da);
    this.dc = add(this.dc, g);
    return matVec(T(this.W), da);
  }
}
const net = new Net(inputs);
for (let t = 1; t <= inputs.tau; t++) net.forward(t, inputs.x[t], inputs.y[t]);
let future = zeros(inputs.H);
for (let t = inputs.tau; t >= 1; t--) future = net.backward(t, inputs.x[t], inputs.y[t], future);
const { h, yHat, loss, dU, dW, dV, db, dc } = net;
return { h, yHat, loss, dU, dW, dV, db, dc };
`,

  'while loops, ∇h turned into ∇a in place': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h = [h0], yHat = [];
let t = 0, loss = 0;
while (t < tau) {
  t += 1;
  h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
  yHat[t] = softmax(add(c, matVec(V, h[t])));
  loss += -Math.log(yHat[t][y[t]]);
}
let dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H), dc = zeros(K);
let dhNext = zeros(H);
do {
  const do_ = sub(yHat[t], oneHot(y[t], K));
  const dh = add(matVec(T(V), do_), dhNext);
  for (let i = 0; i < H; i++) dh[i] *= 1 - h[t][i] * h[t][i];
  dV = add(dV, outer(do_, h[t]));
  dW = add(dW, outer(dh, h[t - 1]));
  dU = add(dU, outer(dh, x[t]));
  db = add(db, dh);
  dc = add(dc, do_);
  dhNext = matVec(T(W), dh);
} while (--t >= 1);
return { h, yHat, loss, dU, dW, dV, db, dc };
`,

  'forEach and map': `
const { tau, H, I, K, h0, U, W, V, b, c } = inputs;
const xs = inputs.x.slice(1), targets = inputs.y.slice(1);
const h = [];
xs.forEach((xt, t) => {
  h[t] = tanh(add(b, matVec(W, t ? h[t - 1] : h0), matVec(U, xt)));
});
const yHat = h.map((ht) => softmax(add(c, matVec(V, ht))));
const loss = -yHat.map((p, t) => Math.log(p[targets[t]])).reduce((p, q) => p + q, 0);
const do_ = yHat.map((p, t) => sub(p, oneHot(targets[t], K)));
let future = zeros(H);
const da = [...h.keys()].reverse().map((t) => {
  const d = mul(oneMinusSquare(h[t]), add(matVec(T(V), do_[t]), future));
  future = matVec(T(W), d);
  return d;
}).reverse();
const total = (list) => list.reduce((p, q) => add(p, q));
return {
  h, yHat, loss,
  dV: total(do_.map((d, t) => outer(d, h[t]))),
  dW: total(da.map((d, t) => outer(d, t ? h[t - 1] : h0))),
  dU: total(da.map((d, t) => outer(d, xs[t]))),
  db: total(da),
  dc: total(do_),
};
`,

  'Karpathy’s names and a dictionary of states': `
const { tau, H, I, K, x: xs, y: targets, h0, U: Wxh, W: Whh, V: Why, b: bh, c: by } = inputs;
const hs = { 0: h0 }, ps = {};
let loss = 0;
for (let t = 1; t <= tau; t++) {
  hs[t] = tanh(add(matVec(Wxh, xs[t]), matVec(Whh, hs[t - 1]), bh));
  ps[t] = softmax(add(matVec(Why, hs[t]), by));
  loss += -Math.log(ps[t][targets[t]]);
}
let dWxh = zeros(H, I), dWhh = zeros(H, H), dWhy = zeros(K, H), dbh = zeros(H), dby = zeros(K), dhnext = zeros(H);
for (const t of Array.from({ length: tau }, (_, i) => tau - i)) {
  const dy = [...ps[t]];
  dy[targets[t]] -= 1;
  dWhy = add(dWhy, outer(dy, hs[t]));
  dby = add(dby, dy);
  const dh = add(matVec(T(Why), dy), dhnext);
  const dhraw = mul(oneMinusSquare(hs[t]), dh);
  dbh = add(dbh, dhraw);
  dWxh = add(dWxh, outer(dhraw, xs[t]));
  dWhh = add(dWhh, outer(dhraw, hs[t - 1]));
  dhnext = matVec(T(Whh), dhraw);
}
return { loss, dWxh, dWhh, dWhy, dbh, dby };
`,

  'each gradient as a double sum over paths': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h = [h0], yHat = [];
for (let t = 1; t <= tau; t++) {
  h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
  yHat[t] = softmax(add(c, matVec(V, h[t])));
}
const loss = sumOverTime((t) => -Math.log(yHat[t][y[t]]));
let dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H), dc = zeros(K);
for (let s = 1; s <= tau; s++) {
  const dO = sub(yHat[s], oneHot(y[s], K));
  dV = add(dV, outer(dO, h[s]));
  dc = add(dc, dO);
  let dh = matVec(T(V), dO);
  for (let t = s; t >= 1; t--) {
    const da = mul(oneMinusSquare(h[t]), dh);
    dW = add(dW, outer(da, h[t - 1]));
    dU = add(dU, outer(da, x[t]));
    db = add(db, da);
    dh = matVec(T(W), da);
  }
}
return { h, yHat, loss, gradients: { U: dU, W: dW, V: dV, b: db, c: dc } };
`,

  'column vectors and products of matrices': `
const { tau, H, I, K, y } = inputs;
const column = (v) => v.map((e) => [e]);
const x = inputs.x.map((v) => v && column(v));
const { U, W, V } = inputs, b = column(inputs.b), c = column(inputs.c);
const h = [column(inputs.h0)], yHat = [];
for (let t = 1; t <= tau; t++) {
  h[t] = tanh(add(matMul(W, h[t - 1]), matMul(U, x[t]), b));
  yHat[t] = column(softmax(add(matMul(V, h[t]), c).map(([v]) => v)));
}
let loss = 0;
for (let t = 1; t <= tau; t++) loss -= Math.log(yHat[t][y[t]][0]);
let dV = zeros(K, H), dW = zeros(H, H), dU = zeros(H, I), db = zeros(H, 1), dc = zeros(K, 1), da = zeros(H, 1);
for (let t = tau; t >= 1; t--) {
  const do_ = sub(yHat[t], column(oneHot(y[t], K)));
  const dh = add(matMul(T(V), do_), matMul(T(W), da));
  da = mul(oneMinusSquare(h[t]), dh);
  dV = add(dV, matMul(do_, T(h[t])));
  dW = add(dW, matMul(da, T(h[t - 1])));
  dU = add(dU, matMul(da, T(x[t])));
  db = add(db, da);
  dc = add(dc, do_);
}
return { h, yHat, loss, dU, dW, dV, db, dc };
`,

  'nothing returned but what its variables hold': `
const { tau, H, I, K, x, y, h0, U, W, V, b, c } = inputs;
const h = [h0], yHat = [];
let loss = 0;
for (let t = 1; t <= tau; t++) {
  h[t] = tanh(add(b, matVec(W, h[t - 1]), matVec(U, x[t])));
  yHat[t] = softmax(add(c, matVec(V, h[t])));
  loss -= Math.log(yHat[t][y[t]]);
}
let [dV, dW, dU, db, dc] = [zeros(K, H), zeros(H, H), zeros(H, I), zeros(H), zeros(K)];
let daNext = zeros(H);
for (let t = tau; t >= 1; t--) {
  const do_ = sub(yHat[t], oneHot(y[t], K));
  const da = mul(oneMinusSquare(h[t]), add(matVec(T(V), do_), matVec(T(W), daNext)));
  [dV, dW, dU] = [add(dV, outer(do_, h[t])), add(dW, outer(da, h[t - 1])), add(dU, outer(da, x[t]))];
  ({ db, dc } = { db: add(db, da), dc: add(dc, do_) });
  daNext = da;
}
`,
};
