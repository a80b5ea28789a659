// The grammar of film reviews: templates of five kinds, the words they are filled with, and the films they may name.
import type { Random } from '../../../src/engine/random.ts';
import { pick } from '../draw.ts';
import { polar, write, type Polarity, type Rules } from './expand.ts';
import { ironyOfBlame, ironyOfPraise, mixed, mixedRules } from './mixed.ts';
import { plain, plainRules } from './plain.ts';
import { rules as statementRules } from './statements.ts';
import { films, heldOutFilms } from './titles.ts';
import { circumstances } from './circumstances.ts';
import { contrast, contrastOfBlame, contrastOfPraise, contrastRules } from './contrast.ts';
import { negation, negationOfBlame, negationOfPraise, negationRules } from './negation.ts';

export const kinds = ['plain', 'negation', 'contrast', 'irony', 'mixed'] as const;
export type Kind = (typeof kinds)[number];
export type Label = 'positive' | 'negative';

/** Templates and films belong to one split each. */
export type Split = 'train' | 'heldOut';
/** One template in so many is held out. */
const heldOutTemplates = 10;

export interface Review {
  readonly label: Label;
  readonly kind: Kind;
  /** `-` where no film is named. */
  readonly film: string;
  readonly text: string;
  /** Which template wrote it: `contrast-12`; of irony and of some denials, also of which polarity. */
  readonly template: string;
}

interface Template {
  readonly id: string;
  readonly text: string;
  readonly split: Split;
}
const numbered = (name: string, texts: readonly string[]): Template[] =>
  texts.map((text, n) => ({
    id: `${name}-${n + 1}`,
    text,
    split: n % heldOutTemplates === heldOutTemplates - 1 ? 'heldOut' : 'train',
  }));
/** By kind and polarity. */
const templates = Object.fromEntries(
  (['+', '-'] as const).map((p) => {
    const side = p === '+' ? 'praise' : 'blame';
    const kind = {
      plain: numbered('plain', plain),
      negation: [
        ...numbered('negation', negation),
        ...numbered(`negation-${side}`, p === '+' ? negationOfBlame : negationOfPraise),
      ],
      contrast: [
        ...numbered('contrast', contrast),
        ...numbered(`contrast-${side}`, p === '+' ? contrastOfPraise : contrastOfBlame),
      ],
      irony: numbered(`irony-${side}`, p === '+' ? ironyOfPraise : ironyOfBlame),
      mixed: numbered('mixed', mixed),
    };
    return [p, kind] as const;
  }),
) as Record<Polarity, Record<Kind, Template[]>>;

const rules: Rules = {
  ...circumstances,
  ...statementRules,
  ...plainRules,
  ...negationRules,
  ...contrastRules,
  ...mixedRules,
};

/** One review of the wanted kind and polarity. */
export function review(random: Random, kind: Kind, label: Label, split: Split): Review {
  const polarity: Polarity = label === 'positive' ? '+' : '-';
  const open = templates[polarity][kind].filter((template) => template.split === split);
  const { id, text } = pick(random, open);
  const filled = polar(text, polarity);
  const film = pick(random, split === 'train' ? films : heldOutFilms);
  const named = filled.includes('{name}');
  const own = named ? { name: [film.name], own: film.own, genre: [film.genre] } : {};
  return {
    label,
    kind,
    film: named ? film.name : '-',
    text: write(filled, { ...rules, ...own }, random),
    template: id,
  };
}
