const { x, hPrev, U, W, b } = inputs;
const fromState = matVec(W, hPrev);
const fromInput = matVec(U, x);
const a = add(b, fromState, fromInput);
const h = tanh(a);
return { a, h };
