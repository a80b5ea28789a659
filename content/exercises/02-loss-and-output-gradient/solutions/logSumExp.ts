// The loss from the outputs, by log-sum-exp; the prediction from its logarithm; in loops.
const { K, o, y } = inputs;
let top = -Infinity;
for (let k = 0; k < K; k++) if (o[k] > top) top = o[k];
let total = 0;
for (let k = K - 1; k >= 0; k--) total += Math.exp(o[k] - top);
const logTotal = top + Math.log(total);
const yHat: number[] = [];
const do_: number[] = [];
for (let k = 0; k < K; k++) {
  yHat[k] = Math.exp(o[k] - logTotal);
  do_[k] = k === y ? yHat[k] - 1 : yHat[k];
}
return { yHat, L: logTotal - o[y], do_ };
