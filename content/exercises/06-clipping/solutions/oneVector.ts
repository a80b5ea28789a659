// One long vector, and a factor that is never above 1.
const { limit, ...gradients } = inputs;
const entries: number[] = Object.values(gradients).flat(2) as number[];
const norm = Math.hypot(...entries);
const factor = Math.min(1, limit / Math.max(norm, 1e-300));
const times = (v) => (typeof v === 'number' ? factor * v : v.map(times));
return Object.fromEntries(Object.entries(gradients).map(([name, g]) => [name, times(g)]));
