// x: what the cell reads now. hPrev: its state before. yHatPrev: the prediction of the step before.
const { I, H, x, hPrev, yHatPrev, U, W, b } = inputs;
// a: the bias, what comes from the state, and what comes from the input.
// h: the same, once it has gone through tanh.
return {};
