// h[t]: the states, t = 0 … tau. do_[t]: the gradients of the outputs, t = 1 … tau.
const { tau, H, V, W, h, do_ } = inputs;
const dh: number[][] = [];
const da: number[][] = [];
for (let t = tau; t >= 1; t--) {
  // dh[t]: what reaches the state of step t, from its output and from step t + 1.
  // da[t]: the same, once it has gone back through tanh.
}
return { dh, da };
