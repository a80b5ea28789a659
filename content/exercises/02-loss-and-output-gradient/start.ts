// o: the K outputs of one step. y: the index of what really came next, from 0. The run's loss is the sum over N steps.
const { K, N, o, y } = inputs;
// yHat: softmax of o, also where o is in the hundreds.
// L: the loss of this step, in nats.
// do_: the gradient of the run's loss with respect to o.
return {};
