// The files of the sets as the site serves them, and what the page of a set knows of them before any is fetched. For the build only.
import { sha256OfText } from '../../training/sha256.ts';
import { seriesOf } from '../../training/datasets/lines.ts';
import { gather } from '../../training/datasets/texts.ts';
import { binsOf, sizesOf, spreadOf, talliesOf, type Bins, type Spread, type Tally } from './facts.ts';
import type { Kind, Sample } from './kinds.ts';
import { headOf, samplesOf } from './samples.ts';

export type Split = 'train' | 'held-out' | 'hard' | 'source' | 'whole';

/** A file as the front matter of a set's sheet names it. */
export interface Listed {
  readonly name: string;
  readonly split: Split;
  /** In the unit of the sheet. */
  readonly count: number;
}

export interface ServedFacts extends Listed {
  readonly url: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file of samples; of a folder, the one file that its files are gathered in. */
export interface FileFacts extends ServedFacts {
  /** In words: `by hand, train`. */
  readonly label: string;
  /** Samples that can be looked at. */
  readonly samples: number;
  /** Least and largest value of a series. */
  readonly range?: readonly [number, number];
  /** Address of the table that says where each sample comes from. */
  readonly sources?: string;
  /** Addresses of the files that were gathered, in order. */
  readonly members?: readonly string[];
}

/** Files that are counted together: the splits of one series, or all. */
export interface Group {
  /** `mackey-glass`; empty where there is one group only. */
  readonly name: string;
  readonly files: readonly string[];
  readonly bins: Bins;
  readonly spreads: readonly Spread[];
}

export interface SetFacts {
  readonly set: string;
  readonly kind: Kind;
  /** Those that are learned from or tested on, then those that went into them. */
  readonly files: readonly FileFacts[];
  /** Tables that go with a file and hold no samples. */
  readonly tables: readonly ServedFacts[];
  /** Values that samples can be filtered by. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly groups: readonly Group[];
  /** Over the files of {@link counted}. */
  readonly tallies: readonly Tally[];
  /** Labels of the files that are counted in the tallies. */
  readonly counted: readonly string[];
  /** The beginning of the first file. */
  readonly head: string;
}

const root = '../../../content/data/';
const contents = import.meta.glob<string>('../../../content/data/**/*.{txt,tsv,csv,conll}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Paths in content/data, `films/train.tsv`, in order. */
const paths = Object.keys(contents)
  .map((path) => path.slice(root.length))
  .sort();

export interface Served {
  readonly set: string;
  /** Within the set: `train.tsv`, `tales/07-the-green-kite.txt`, or gathered, `tales.txt`. */
  readonly file: string;
  readonly text: string;
}

/** Every file that the site serves under /data/<set>/: those of content/data, and one for each folder of texts. */
export function servedFiles(): Served[] {
  const single = paths.map((path) => ({
    set: path.slice(0, path.indexOf('/')),
    file: path.slice(path.indexOf('/') + 1),
    text: contents[root + path]!,
  }));
  const folders = new Map<string, Served[]>();
  for (const served of single) {
    if (!served.file.includes('/')) continue;
    const name = `${served.set}/${served.file.slice(0, served.file.indexOf('/'))}.txt`;
    folders.set(name, [...(folders.get(name) ?? []), served]);
  }
  const gathered = [...folders.values()].map((members) => ({
    set: members[0]!.set,
    file: members[0]!.file.replace(/\/.*$/, '.txt'),
    text: gather(members.map(({ text }) => text)),
  }));
  return [...single, ...gathered];
}

const all = servedFiles();
const utf8 = new TextEncoder();

/** @throws Error naming the file, where content/data has none of that name */
function servedOf(set: string, file: string): Served {
  const found = all.find((served) => served.set === set && served.file === file);
  if (!found) throw new Error(`setFacts: content/data/${set} has no ${file}, which its sheet names`);
  return found;
}

const fileOf = (set: string, { name, split, count }: Listed, text: string): ServedFacts => ({
  name,
  split,
  count,
  url: `/data/${set}/${name}`,
  bytes: utf8.encode(text).length,
  sha256: sha256OfText(text),
});

/** `by-hand-train.tsv` → `by hand, train`; `mackey-glass-held-out.csv` → `mackey-glass, held out`. */
export const labelOf = (name: string): string =>
  name
    .replace(/(\.\w+|\/)$/, '')
    .replace(/by-hand/, 'by hand')
    .replace(/^held-out-/, 'held out, ')
    .replace(/-?held-out$/, ', held out')
    .replace(/-train$/, ', train')
    .replace(/^, /, '');

/** `mackey-glass-held-out.csv` → `mackey-glass`. */
const seriesName = (name: string): string => name.replace(/-?(held-out|train)?\.\w+$/, '');

const isSources = (name: string): boolean => name.endsWith('-sources.tsv');
/** Says something about the samples of other files, and holds none itself: where they come from, what a second reader called them. */
const isBeside = (name: string): boolean => isSources(name) || name.includes('second-labels');

/** The folders of texts of a set, for a sheet that lists no files. */
function foldersOf(set: string): Listed[] {
  const names = paths.flatMap((path) => {
    const [first, folder, file] = path.split('/');
    return first === set && file !== undefined ? [folder!] : [];
  });
  return [...new Set(names)].map((name) => ({
    name: `${name}/`,
    split: 'whole',
    count: names.filter((other) => other === name).length,
  }));
}

/**
 * What the page of a set shows and hands to its figures.
 * @param sheet the files of its sheet; where that lists none, the folders of the set are taken
 * @returns null for a set that has no files of its own
 * @throws Error where a file is missing or is not of that kind
 */
export function setFacts(set: string, kind: Kind, sheet: readonly Listed[]): SetFacts | null {
  const listed = sheet.length > 0 ? sheet : foldersOf(set);
  if (listed.length === 0) return null;
  const late = (split: Split): number => Number(split === 'source');
  // a table of sources says of each sample of another file where it comes from, and holds none itself
  const sources = new Map(
    listed.filter(({ name }) => isSources(name)).map(({ name }) => [name.replace('-sources.tsv', ''), name]),
  );
  const read = listed
    .filter(({ name }) => !isBeside(name))
    .toSorted((a, b) => late(a.split) - late(b.split))
    .map((entry) => {
      const name = entry.name.replace(/\/$/, '.txt');
      const { text } = servedOf(set, name);
      const from = sources.get(name.replace(/\.\w+$/, ''));
      const samples = samplesOf(kind, text, name, from && servedOf(set, from).text);
      return { ...entry, name, folder: name !== entry.name, text, from, samples };
    });
  const files = read.map(({ name, folder, text, from, samples, ...entry }): FileFacts => {
    const values = kind === 'series' ? sizesOf(kind, samples) : [];
    return {
      ...fileOf(set, { ...entry, name }, text),
      label: labelOf(name),
      samples: samples.length,
      ...(kind === 'series' && { range: [Math.min(...values), Math.max(...values)] as const }),
      ...(from && { sources: `/data/${set}/${from}` }),
      ...(folder && {
        members: paths
          .filter((path) => path.startsWith(`${set}/${name.slice(0, -4)}/`))
          .map((path) => `/data/${path}`),
      }),
    };
  });
  const counted = read.filter(({ split }) => split !== 'source');
  const tallies = talliesOf(counted.map(({ samples }) => samples));
  const everywhere = talliesOf(read.map(({ samples }) => samples));
  return {
    set,
    kind,
    files,
    tables: listed
      .filter(({ name }) => isBeside(name))
      .map((entry) => fileOf(set, entry, servedOf(set, entry.name).text)),
    facets: Object.fromEntries(everywhere.map(({ facet, values }) => [facet, [...values].sort()])),
    groups: groupsOf(kind, counted),
    tallies,
    counted: counted.map(({ name }) => labelOf(name)),
    head: headOf(kind, read[0]!.text, read[0]!.name),
  };
}

function groupsOf(
  kind: Kind,
  files: readonly { readonly name: string; readonly samples: readonly Sample[] }[],
): Group[] {
  const names = kind === 'series' ? [...new Set(files.map(({ name }) => seriesName(name)))] : [''];
  return names.map((name) => {
    const mine = files.filter((file) => kind !== 'series' || seriesName(file.name) === name);
    const sizes = mine.map(({ samples }) => sizesOf(kind, samples));
    return {
      name,
      files: mine.map((file) => labelOf(file.name).replace(name === '' ? /^$/ : `${name}, `, '')),
      bins: binsOf(sizes, kind !== 'series'),
      spreads: sizes.map(spreadOf),
    };
  });
}

export interface WholeSeries {
  readonly name: string;
  /** Train, then held out. */
  readonly values: readonly number[];
  /** How many of them are train. */
  readonly split: number;
}

/** The series of a set from end to end; none for another kind. */
export function wholeSeries({ set, kind, files, groups }: SetFacts): WholeSeries[] {
  if (kind !== 'series') return [];
  return groups.map(({ name }) => {
    const parts = files
      .filter((file) => seriesName(file.name) === name)
      .map((file) => [...seriesOf(servedOf(set, file.name).text)]);
    return { name, values: parts.flat(), split: parts[0]!.length };
  });
}
