// What of a set is looked at: a file, filters, a word, and which ten are drawn; as a query string and back. Pure.
import { randomInteger, seededRandom } from '../../engine/random.ts';
import { shownAtOnce, type Sample } from './kinds.ts';

export interface View {
  /** Name of the file. */
  readonly file: string;
  /** The value asked for, by facet; a facet that is not here is not filtered by. */
  readonly picks: Readonly<Record<string, string>>;
  /** As typed; empty: no search. */
  readonly word: string;
  /** 0: the first ones, in the order of the file; above it, others drawn by this seed. */
  readonly seed: number;
}

/** What there is to choose from. */
export interface Offer {
  /** Names; the first is shown at first. */
  readonly files: readonly string[];
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly searchable: boolean;
}

/** Longest word that a link may ask for, characters. */
const longestWord = 80;

export const firstView = ({ files }: Offer): View => ({ file: files[0]!, picks: {}, word: '', seed: 0 });

/** `?file=held-out.tsv&label=negative&word=moon&seed=3`; empty for the first view. */
export function toQuery(view: View, offer: Offer): string {
  const query = new URLSearchParams();
  if (view.file !== offer.files[0]) query.set('file', view.file);
  for (const facet of Object.keys(offer.facets))
    if (view.picks[facet] !== undefined) query.set(facet, view.picks[facet]);
  if (view.word.trim()) query.set('word', view.word.trim());
  if (view.seed) query.set('seed', String(view.seed));
  const text = query.toString();
  return text && `?${text}`;
}

/** Reads a query string; whatever does not fit gives the first view and a sentence that says why. It never throws. */
export function fromQuery(search: string, offer: Offer): { view: View; problem: string | null } {
  const first = firstView(offer);
  const refuse = (problem: string) => ({ view: first, problem });
  const query = new URLSearchParams(search);
  const file = query.get('file') ?? first.file;
  if (!offer.files.includes(file))
    return refuse(`it asks for the file ${quoted(file)}, which this set does not have`);
  const picks: Record<string, string> = {};
  for (const [facet, values] of Object.entries(offer.facets)) {
    const value = query.get(facet);
    if (value === null) continue;
    if (!values.includes(value))
      return refuse(`it asks for the ${facet} ${quoted(value)}, which no sample has`);
    picks[facet] = value;
  }
  const word = offer.searchable ? (query.get('word') ?? '') : '';
  if (word.length > longestWord)
    return refuse(`it searches for ${word.length} characters, expected at most ${longestWord}`);
  const seed = query.get('seed') ?? '0';
  if (!/^\d{1,6}$/.test(seed)) return refuse('its seed is not a whole number below a million');
  return { view: { file, picks, word, seed: Number(seed) }, problem: null };
}

const quoted = (text: string): string => `“${text.length > 24 ? `${text.slice(0, 24)}…` : text}”`;

/** The samples that pass the filters and hold the word, capitals or not. */
export function passing(samples: readonly Sample[], { picks, word }: View): Sample[] {
  const wanted = Object.entries(picks);
  const sought = word.trim().toLowerCase();
  return samples.filter(
    ({ facets, searched }) =>
      wanted.every(([facet, value]) => facets[facet]?.includes(value)) &&
      (sought === '' || searched.toLowerCase().includes(sought)),
  );
}

/**
 * At most `count` of the samples: the first ones for seed 0, else others, all equally likely, drawn without repeats.
 */
export function drawn(samples: readonly Sample[], seed: number, count = shownAtOnce): Sample[] {
  if (seed === 0) return samples.slice(0, count);
  const random = seededRandom(seed);
  const order = [...samples];
  const wanted = Math.min(count, order.length);
  for (let i = 0; i < wanted; i++) {
    const j = i + randomInteger(random, order.length - i);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order.slice(0, wanted);
}

/** A text cut where a word is found: every second piece is a hit. */
export function cutAt(text: string, word: string): string[] {
  const sought = word.trim().toLowerCase();
  const low = text.toLowerCase();
  // a few capitals are longer in lower case (İ): then places do not agree, and nothing is marked
  if (sought === '' || low.length !== text.length) return [text];
  const pieces: string[] = [];
  let at = 0;
  for (let hit = low.indexOf(sought); hit >= 0; hit = low.indexOf(sought, at)) {
    pieces.push(text.slice(at, hit), text.slice(hit, hit + sought.length));
    at = hit + sought.length;
  }
  return [...pieces, text.slice(at)];
}
