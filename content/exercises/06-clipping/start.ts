// Five gradients, and the limit that their global norm must not exceed.
const { limit, dV, dW, dU, db, dc } = inputs;
// norm: of all five together, as if their entries were one long vector.
// factor: what every entry is multiplied by.
return { dV, dW, dU, db, dc };
