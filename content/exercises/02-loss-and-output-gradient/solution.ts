const { o, y } = inputs;
const top = Math.max(...o);
const powers = o.map((v: number) => Math.exp(v - top));
const total = sum(powers);
const yHat = powers.map((p: number) => p / total);
const L = -Math.log(yHat[y]);
const do_ = sub(yHat, oneHot(y, o.length));
return { yHat, L, do_ };
