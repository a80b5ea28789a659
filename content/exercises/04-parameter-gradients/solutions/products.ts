// Time as one side of a matrix: the sum over t is inside each product. Lists begin at the first step.
const { x, h, da, do_ } = inputs;
const before = h.slice(0, -1);
const states = h.slice(1);
const [xs, deltas, errors] = [x, da, do_].map((list) => list.slice(1));
const total = (list: number[][]) => add(...(list as [number[], ...number[][]]));
return {
  dV: matMul(T(errors), states),
  dc: total(errors).map((v) => [v]),
  dW: matMul(T(deltas), before),
  dU: matMul(T(deltas), xs),
  db: total(deltas).map((v) => [v]),
};
