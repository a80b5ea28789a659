// With loops, in place.
const { limit, dV, dW, dU, db, dc } = inputs;
let total = 0;
for (const m of [dV, dW, dU]) for (const row of m) for (const v of row) total += v ** 2;
for (const g of [db, dc]) for (const v of g) total += v ** 2;
const norm = total ** 0.5;
if (norm >= limit) {
  const factor = limit / norm;
  for (const m of [dV, dW, dU])
    for (let i = 0; i < m.length; i++) for (let j = 0; j < m[i].length; j++) m[i][j] *= factor;
  for (const g of [db, dc]) for (let i = 0; i < g.length; i++) g[i] *= factor;
}
return { dV, dW, dU, db, dc };
