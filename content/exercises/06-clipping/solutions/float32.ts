// In 32-bit numbers; the norm is that of the five norms, with a small number added where it divides, as PyTorch does.
const { limit, dV, dW, dU, db, dc } = inputs;
const rows = (g) => (typeof g[0] === 'number' ? [g] : g).map((row) => Float32Array.from(row));
const all = [dV, dW, dU, db, dc].map(rows);
const length = (v: Float32Array): number => Math.fround(Math.sqrt(Math.fround(dot(v, v))));
const norms = all.map((m) => length(Float32Array.from(m.map(length))));
const norm = length(Float32Array.from(norms));
const factor = norm <= limit ? 1 : Math.fround(limit / (norm + 1e-6));
const [cV, cW, cU, cb, cc] = all.map((m) => m.map((row) => [...row.map((v) => v * factor)]));
return { dV: cV, dW: cW, dU: cU, db: cb[0], dc: cc[0] };
