// `npm run audit`: trains on every set and measures over five seeds what the sheets say of it; `npm run audit dates films`: only these.
// Writes results/<set>.json and the table in the set's sheet. `-- --sheets`: measures nothing, writes the tables anew.
// `-- --seeds 1`: only so many seeds, to try something; writes nothing. Each line that it says begins with the seconds of processor time so far.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { seeds as allSeeds, type Audit } from './support/measured.ts';
import { processorSeconds } from './support/progress.ts';
import { auditedSets, barOf, figure, quote, readResults, resultsOf, verdictOf, writeResults, type Results } from './support/results.ts'; // prettier-ignore

const here = fileURLToPath(new URL('./', import.meta.url));

/** The audits of this folder: its scripts that export one. */
const sets = (): string[] =>
  readdirSync(here)
    .filter((file) => /^[a-z\d-]+\.ts$/.test(file))
    .filter((file) => /^export (async function|const) audit\b/m.test(readFileSync(here + file, 'utf8')))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();

async function load(set: string): Promise<Audit> {
  if (!sets().includes(set)) throw new Error(`audit: no set ${set}; there are ${sets().join(', ')}`);
  return (await import(`./${set}.ts`)) as Audit;
}

/** What was measured, a line each, for whoever runs it. */
function tell({ set, results }: Results): void {
  const width = Math.max(...results.map(({ quantity }) => quantity.length));
  console.log(
    `\n${set.padEnd(width)}  ${['median', 'min', 'max', 'asked'].map((h) => h.padStart(8)).join('')}`,
  );
  for (const one of results) {
    const figures = [one.median, one.min, one.max].map(figure);
    console.log(
      `${one.quantity.padEnd(width)}  ${[...figures, barOf(one)].map((f) => f.padStart(8)).join('')}  ${verdictOf(one)}`,
    );
  }
}

const { values, positionals } = parseArgs({
  options: { sheets: { type: 'boolean', default: false }, seeds: { type: 'string' } },
  allowPositionals: true,
});
const count = values.seeds === undefined ? allSeeds.length : Number(values.seeds);
if (!(Number.isInteger(count) && count >= 1 && count <= allSeeds.length))
  throw new Error(`audit: --seeds ${values.seeds}, expected an integer from 1 to ${allSeeds.length}`);
const seeds = allSeeds.slice(0, count);

if (values.sheets) {
  for (const set of positionals.length > 0 ? positionals : auditedSets()) await quote(readResults(set));
} else {
  let missed = 0;
  for (const set of positionals.length > 0 ? positionals : sets()) {
    const { audit, missing } = await load(set);
    const reason = missing?.() ?? null;
    if (reason !== null) {
      console.log(`\n${set}: skipped. ${reason}`);
      continue;
    }
    const begun = processorSeconds();
    const results = resultsOf(set, seeds, await audit(seeds));
    tell(results);
    console.log(`${(processorSeconds() - begun).toFixed(0)} s of processor time`);
    missed += results.results.filter(({ met }) => met === false).length;
    if (seeds.length < allSeeds.length) continue;
    await writeResults(results);
    await quote(results);
  }
  if (missed > 0) {
    console.error(`\n${missed} ${missed === 1 ? 'bar is' : 'bars are'} missed`);
    process.exitCode = 1;
  }
}
