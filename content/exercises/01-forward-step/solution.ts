const { x, hPrev, U, W, b } = inputs;
const a = add(b, matVec(W, hPrev), matVec(U, x));
const h = tanh(a);
return { a, h };
