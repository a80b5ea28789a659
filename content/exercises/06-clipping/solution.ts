const { limit, dV, dW, dU, db, dc } = inputs;
const squares = (m: number[] | number[][]): number => sum(m.flat().map((v) => v * v));
const norm = Math.sqrt(squares(dV) + squares(dW) + squares(dU) + squares(db) + squares(dc));
const factor = norm > limit ? limit / norm : 1;
return {
  dV: scale(factor, dV),
  dW: scale(factor, dW),
  dU: scale(factor, dU),
  db: scale(factor, db),
  dc: scale(factor, dc),
};
