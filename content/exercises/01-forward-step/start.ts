// x: what the cell reads now. hPrev: its state before. inputs also holds yHatPrev, H and I.
const { x, hPrev, U, W, b } = inputs;
// a: the bias, what comes from the state, and what comes from the input.
// h: the same, once it has gone through tanh.
return {};
