// Keeps the address bar and the running example in step: what a link holds is taken up once, what changes is written back.
import { atom } from 'nanostores';
import type { ConventionId } from '../../../engine/conventions.ts';
import { fromQuery, toQuery } from './permalink.ts';
import { defaults } from './settings.ts';
import { convention } from './convention.ts';
import { cursor, moveTo, openingStep, run, settings } from './stores.ts';

/** Why the link that brought the reader here was refused; null where it was fine. */
export const linkProblem = atom<string | null>(null);

let started = false;

/**
 * Takes up `location.search`, then follows the stores. Calls after the first do nothing.
 * @returns the notation that the link asks for, if any
 */
export function startAddress(): ConventionId | undefined {
  if (started) return undefined;
  started = true;
  const { settings: asked, at, problem, notation } = fromQuery(location.search);
  linkProblem.set(problem);
  settings.set(asked);
  const count = run.get().shown.steps.length;
  if (at !== null && at >= count) {
    linkProblem.set(`it asks for step ${at + 1}, but its run has ${count}`);
    settings.set(defaults);
  }
  moveTo(at !== null && at < count ? at : openingStep(run.get().shown));
  // what the message says of the default state holds until the reader leaves it
  settings.listen(() => linkProblem.set(null));

  let due: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(due);
    // browsers refuse more than about a hundred changes of address in ten seconds: scrubbing makes many
    due = setTimeout(
      () => history.replaceState(history.state, '', location.origin + permalink() + location.hash),
      200,
    );
  };
  settings.listen(write);
  cursor.listen(write);
  convention.listen(write);
  return notation;
}

/** The path and query that bring back this state. */
export const permalink = (): string =>
  location.pathname +
  toQuery(settings.get(), { at: cursor.get(), notation: convention.get() }, openingStep(run.get().shown));
