const { parameters, gradients } = inputs;
const wrong: [string, number, number][] = [];
const epsilon = 1e-5;
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
      const size = Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-8);
      const error = Math.abs(analytic - numeric) / size;
      if (error > 1e-4) wrong.push([name, i, j]);
    }
  }
}
return wrong;
