// The vocabulary of an embedding: a table E with a row for each token w.
import { addSymbols } from '../symbols.ts';
import { everywhere, name, parameter, parameterGradients, timed } from './build.ts';

const table = parameter('embedding', ['N', 'I'], everywhere(name('E')));

export const embeddingSymbols = addSymbols({
  'embedding.E': table,
  'embedding.token': timed('token', 'input', '1', everywhere(name('w'))),
  ...parameterGradients('embedding.E', table),
});
