// In 32-bit numbers, shifted by the mean in place of the largest; the entry at y as minus the sum of the others.
const { o, y } = inputs;
const f = Math.fround;
const out = Float32Array.from(o);
const centre = f(sum(out) / out.length);
const powers = out.map((v) => f(Math.exp(f(v - centre))));
const total = powers.reduce((s, p) => f(s + p), 0);
const prediction = powers.map((p) => f(p / total));
const gradient = prediction.slice();
gradient[y] = 0;
gradient[y] = -gradient.reduce((s, g) => f(s + g), 0);
return { yHat: [...prediction], L: [f(-Math.log(prediction[y]))], do_: [...gradient] };
