// A review as a row of the set's tables, and the hand-written files as such rows.

/** `source` is `by-hand` or `grammar`; `template` and `film` are `-` where there is none. */
export const columns = ['label', 'kind', 'film', 'source', 'template', 'text'] as const;
export type Row = Readonly<Record<(typeof columns)[number], string>>;

/** The rows of a hand-written file: label, kind, film, text. */
export const byHand = (text: string): Row[] =>
  text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [label = '', kind = '', film = '', sentence = ''] = line.split('\t');
      return { label, kind, film, source: 'by-hand', template: '-', text: sentence };
    });
