// The second labelling of the names, where there is one, and the comparison on cases that can be counted by hand.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA } from '../../src/tools/data.ts';
import { fromBrackets, namesFile, readSplit } from './conll.ts';
import { compare, kappaOf } from './second-labels.ts';

const first = ['[PER Ana Roe] left [LOC Kelder] .', 'It rained on [LOC Hale] .'].map((line) => ({
  ...fromBrackets(line),
  source: 'by-hand',
}));

describe('compare', () => {
  it('finds nothing between a labelling and itself', () => {
    const same = compare(['It rained on [LOC Hale] .', '[PER Ana Roe] left [LOC Kelder] .'], first);
    expect(same).toEqual({ sentences: 2, entities: 1, kappa: 1, disagreements: [] });
  });
  it('counts an entity with another end or kind as two that differ, and shows both', () => {
    const other = compare(['[PER Ana] Roe left [LOC Kelder] .', 'It rained on [PER Hale] .'], first);
    expect(other.entities).toBeCloseTo(1 / 3); // one of three on either side
    expect(other.disagreements).toEqual([
      {
        sentence: 'Ana Roe left Kelder .',
        first: '[PER Ana Roe] left [LOC Kelder] .',
        second: '[PER Ana] Roe left [LOC Kelder] .',
      },
      {
        sentence: 'It rained on Hale .',
        first: 'It rained on [LOC Hale] .',
        second: 'It rained on [PER Hale] .',
      },
    ]);
  });
  it('refuses a sentence of its own', () => {
    expect(() => compare(['It snowed .'], first)).toThrow('line 1, “It snowed .”, is no sentence of the set');
  });
  it('has kappa 0 for what chance gives', () => {
    // half of each, agreeing on half: observed 1/2, by chance 1/2
    expect(kappaOf(['O', 'O', 'P', 'P'], ['O', 'P', 'O', 'P'])).toBe(0);
  });
});

const file = 'second-labels.txt';
const there = existsSync(join(DATA, 'names', file));
describe.skipIf(!there)(`names/${file}`, () => {
  it('agrees with the first labelling', () => {
    const found = compare(namesFile(file).trimEnd().split('\n'), [
      ...readSplit('train'),
      ...readSplit('held-out'),
    ]);
    for (const { first: one, second } of found.disagreements)
      console.info(`first:  ${one}\nsecond: ${second}\n`);
    console.info(
      `${found.sentences} sentences labelled twice: entities agree in ${found.entities.toFixed(3)} (F1), tokens with kappa ${found.kappa.toFixed(3)}; ${found.disagreements.length} sentences differ`,
    );
    // below this the labels are not sure enough to measure an F1 of 0.8 with: the noise would be half as large as what is missed
    expect(found.entities).toBeGreaterThanOrEqual(0.9);
  });
});
if (!there) it.skip(`names/${file} is absent: the sentences have not been labelled a second time`, () => {});
