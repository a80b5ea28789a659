// loss(parameters): the loss of a network, in nats. Every parameter is a matrix; b and c have one column.
// gradients: what somebody's backward pass says, by the same names.
// Return the entries that are wrong: [name, row, column].
const { parameters, gradients } = inputs;
const wrong: [string, number, number][] = [];
for (const name of Object.keys(parameters)) {
  const p: number[][] = parameters[name];
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < p[i].length; j++) {
      // Move p[i][j] a little, ask for the loss, and compare with gradients[name][i][j].
    }
  }
}
return wrong;
