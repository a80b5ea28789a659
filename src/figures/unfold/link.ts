// How far the figure is unfolded, in the page's query beside the running example: `?word=hola&fold=0.35`.
import { toQuery } from '../shared/run/permalink.ts';
import type { Settings } from '../shared/run/settings.ts';

/** Half open: the one state that shows both the loop and the chain. */
export const openingFold = 0.5;

export interface FoldFromQuery {
  /** 0 … 1; null where the query says nothing or nothing usable. */
  readonly fold: number | null;
  /** Why it was refused. */
  readonly problem: string | null;
}

export function foldFrom(search: string): FoldFromQuery {
  const text = new URLSearchParams(search).get('fold');
  if (text === null) return { fold: null, problem: null };
  if (/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/.test(text)) return { fold: Number(text), problem: null };
  const found = JSON.stringify(text.length > 24 ? `${text.slice(0, 24)}…` : text);
  return { fold: null, problem: `its fold is ${found}, expected a number from 0 to 1` };
}

/** The query for this state; empty for the default one. */
export function queryOf(settings: Settings, fold: number): string {
  const query = toQuery(settings, { at: 0 }, 0);
  if (fold === openingFold) return query;
  return `${query}${query ? '&' : '?'}fold=${Number(fold.toFixed(3))}`;
}
