// The sheets quote what the audits measured: each sheet's table is that of the set's results, and the results are whole.
import { describe, expect, it } from 'vitest';
import { resultOf, rounded, seeds } from './support/measured.ts';
import { auditedSets, figure, readResults, readSheet, section, sectionIn, withSection } from './support/results.ts'; // prettier-ignore

const measured = { quantity: 'accuracy', bySeed: [0.9, 0.7, 0.83337], bar: 0.8, higherIsBetter: true };

describe('resultOf', () => {
  it('takes the median, rounds, and holds it against the bar', () => {
    expect(resultOf(measured)).toEqual({
      quantity: 'accuracy',
      bySeed: [0.9, 0.7, 0.8334],
      median: 0.8334,
      min: 0.7,
      max: 0.9,
      bar: 0.8,
      higherIsBetter: true,
      met: true,
    });
    expect(resultOf({ ...measured, bySeed: [1, 2, 3, 4] }).median).toBe(2.5);
    expect(resultOf({ ...measured, bar: 0.84 }).met).toBe(false);
    expect(resultOf({ ...measured, bar: 0.84, higherIsBetter: false }).met).toBe(true);
    expect(resultOf({ ...measured, bar: null }).met).toBe(null);
  });
  it('refuses what is no figure', () => {
    expect(() => resultOf({ ...measured, bySeed: [] })).toThrow('accuracy is nothing');
    expect(() => resultOf({ ...measured, bySeed: [0.5, NaN] })).toThrow('accuracy is 0.5 NaN');
  });
});

describe('section', () => {
  const results = { set: 'x', seeds: [1, 2, 3], results: [resultOf({ ...measured, note: 'Of an LSTM.' })] };
  it('tells every figure', async () => {
    const text = await section(results);
    for (const part of ['0.8334', '0.7–0.9', '≥ 0.8', 'accuracy: Of an LSTM.', '3 seeds'])
      expect(text).toContain(part);
  });
  it('goes below the heading, in place of an older one, before the limits or to the end', async () => {
    const text = await section(results);
    const under = withSection('# X\n\n## Measured\n\nMore.\n\n## Limits\n', 'x', text);
    expect(under).toBe(`# X\n\n## Measured\n\n${text}\n\nMore.\n\n## Limits\n`);
    expect(withSection(under.replace('0.8334', '0.9999'), 'x', text)).toBe(under);
    expect(withSection('# X\n\n## Not fit for\n\nFacts.\n', 'x', text)).toBe(
      `# X\n\n## Measured\n\n${text}\n\n## Not fit for\n\nFacts.\n`,
    );
    expect(withSection('# X\n', 'x', text)).toBe(`# X\n\n## Measured\n\n${text}\n`);
    expect(sectionIn(under, 'x')).toBe(text);
    expect(sectionIn('# X\n', 'x')).toBe(null);
  });
  it('of a corpus has a heading and markers of its own, so that both can stand in one sheet', async () => {
    const own = withSection('# Names\n', 'names', await section({ ...results, set: 'names' }));
    const wnut = await section({ ...results, set: 'wnut' });
    const both = withSection(own, 'wnut', wnut);
    expect(both).toBe(`${own.trimEnd()}\n\n## Measured on a real corpus\n\n${wnut}\n`);
    expect(withSection(both, 'wnut', wnut)).toBe(both);
    expect(sectionIn(both, 'names')).toBe(sectionIn(own, 'names'));
  });
  it('writes figures with what counts', () => {
    expect([0.8465, 0.5, 2.1, 152, 0].map(figure)).toEqual(['0.8465', '0.5', '2.1', '152', '0']);
  });
});

describe.each(auditedSets())('%s', (set) => {
  const results = readResults(set);
  it('was measured over all seeds, and its summary follows from its figures', () => {
    expect(results.set).toBe(set);
    expect(results.seeds).toEqual(seeds);
    for (const one of results.results) {
      expect(resultOf(one)).toEqual(one);
      expect(one.bar === null || one.bar === rounded(one.bar)).toBe(true);
    }
  });
  it('is quoted by a sheet as it was measured', async () => {
    expect(
      sectionIn(readSheet(set), set),
      `no sheet of content/data quotes tests/audit/results/${set}.json: npm run audit -- --sheets`,
    ).toBe(await section(results));
  });
});
