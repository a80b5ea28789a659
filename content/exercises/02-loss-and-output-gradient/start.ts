// o: the outputs of one step. y: the index of what really came next, from 0. inputs also holds K, the length of o, and N.
const { o, y } = inputs;
// yHat: softmax of o, also where o is in the hundreds.
// L: the loss of this step, in nats.
// do_: the gradient of the run's loss, the sum over N steps, with respect to o.
return {};
