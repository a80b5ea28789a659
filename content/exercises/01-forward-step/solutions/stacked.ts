// One product for everything: [W U b] times the state, the input and a 1, one below the other.
const { x, hPrev, U, W, b } = inputs;
const read = [...hPrev, ...x, 1];
const pre = W.map((row: number[], i: number) => dot([...row, ...U[i], b[i]], read));
// tanh v = 2 / (1 + exp(−2v)) − 1
const state = pre.map((v: number) => 2 / (1 + Math.exp(-2 * v)) - 1);
return { a: pre.map((v: number) => [v]), h: state.map((v: number) => [v]) };
