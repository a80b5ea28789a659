// The module's face: every function that TypeScript calls. Pointers and strides are in bytes, in the imported memory; they are
// multiples of 16 where whole rows are meant. Nothing here allocates.
export { addProduct, addProductOfPanels } from './product';
export { packEight, packFour, packTurned, gatherRows, scatterRows, spreadRow, addRow, sumRows, addRows, clear } from './pack';
export { rnnForward, rnnBackward } from './rnn';
export { lstmForward, lstmBackward } from './lstm';
export { gruReset, gruForward, gruBackward, gruResetBackward } from './gru';
export { softmaxLoss } from './loss';
export { sumOfSquares, addInto, sgd, momentum, rmsProp, adam } from './update';
export { expAll, tanhAll, sigmoidAll } from './functions';
export { peak } from './peak';

/** Where the module's own static data end: whatever the caller keeps lies above it. */
export function dataEnd(): usize {
  return __heap_base;
}
