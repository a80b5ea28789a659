// What the figure knows before anything runs, computed when the book is built: its texts, and what the untrained networks pay for them.
import { reference } from '../../../backends/reference.ts';
import { createSession } from '../../../training/session.ts';
import { tokenise } from '../../../training/vocabulary.ts';
import { bookTexts, frozenTexts, type BookText } from '../book-texts.ts';
import { cells, defaultSettings, optionsOf, type CellName } from './cells.ts';

export interface BuiltText extends BookText {
  /** Held-out loss of each cell's network before any update, with the settings as they stand at first; nats. */
  readonly fresh: Readonly<Record<CellName, number>>;
}

/** For the build only. */
export function builtTexts(): Promise<BuiltText[]> {
  const facts = bookTexts();
  return Promise.all(
    frozenTexts().map(async ({ text }, n) => {
      const tokens = tokenise(text);
      const fresh = {} as Record<CellName, number>;
      for (const { cell } of cells) {
        const session = await createSession(reference, tokens, optionsOf(cell, defaultSettings));
        await session.begin();
        fresh[cell] = Number(session.curve[0]!.heldOut.toFixed(4));
        session.dispose();
      }
      return { ...facts[n]!, fresh };
    }),
  );
}
