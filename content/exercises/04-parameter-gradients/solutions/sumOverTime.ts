// The equations as they stand in the lesson.
const { h, x, da, do_ } = inputs;
return {
  dV: sumOverTime((t) => outer(do_[t], h[t])),
  dc: sumOverTime((t) => do_[t]),
  dW: sumOverTime((t) => outer(da[t], h[t - 1])),
  dU: sumOverTime((t) => T(outer(x[t], da[t]))),
  db: sumOverTime((t) => da[t]),
};
