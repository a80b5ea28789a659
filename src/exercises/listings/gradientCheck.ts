// The second listing: a gradient checker, as a program to write. It is given a loss and gradients, and returns the entries of the
// gradients that are wrong.

const head = `// loss(parameters): the loss of a network. Every parameter is a matrix; b and c have one column.
// gradients: what somebody's backward pass says. Return the entries that are wrong: [name, row, column].
const { parameters, gradients } = inputs;
const wrong: [string, number, number][] = [];
`;

/** A right checker: central differences, entry by entry, judged by their relative error. */
export const gradientCheckProgram = `${head}const epsilon = 1e-5;
for (const name of Object.keys(parameters)) {
  const p: number[][] = parameters[name];
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < p[i].length; j++) {
      const kept = p[i][j];
      p[i][j] = kept + epsilon;
      const above = loss(parameters);
      p[i][j] = kept - epsilon;
      const below = loss(parameters);
      p[i][j] = kept;
      const numeric = (above - below) / (2 * epsilon);
      const analytic = gradients[name][i][j];
      const error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-8);
      if (error > 1e-4) wrong.push([name, i, j]);
    }
  }
}
return wrong;
`;

/** What the reader starts from. */
export const gradientCheckStart = `${head}for (const name of Object.keys(parameters)) {
  const p: number[][] = parameters[name];
  for (let i = 0; i < p.length; i++) {
    for (let j = 0; j < p[i].length; j++) {
      // Move p[i][j] a little, ask for the loss, and compare with gradients[name][i][j].
    }
  }
}
return wrong;
`;
