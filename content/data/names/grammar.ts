// The grammar: sentences with their names in brackets, from frames. In a frame, (a|b|) is a choice, {person} a name or a word that is filled
// in, and # at the end says that no full stop follows, as in a headline. A frame without an end is a clause and may get an opener and a closer.
import { randomInteger, type Random } from '../../../src/engine/random.ts';
import { chance, pick } from '../draw.ts';
import { blend, blendTown } from './blends.ts';
import * as orgs from './organisations.ts';
import * as persons from './people.ts';
import * as sites from './places.ts';
import { closers, openers, pastOpeners, words } from './words.ts';

/** Where names come from. */
export interface Names {
  readonly people: persons.People;
  readonly ambiguous: readonly string[];
  readonly places: sites.Places;
  readonly organisations: orgs.Organisations;
  /** Share of surnames, first names, towns and brands that are made of two of the list. */
  readonly blended: number;
}
export const knownNames: Names = {
  people: persons.people,
  ambiguous: persons.ambiguous,
  places: sites.places,
  organisations: orgs.organisations,
  blended: 0,
};
/** What training sentences draw from. */
export const trainingNames: Names = { ...knownNames, blended: 0.45 };
export const freshNames: Names = {
  people: persons.fresh,
  ambiguous: persons.freshAmbiguous,
  places: sites.fresh,
  organisations: orgs.fresh,
  blended: 0,
};

export type Gender = 'women' | 'men';

/** One sentence in the making. `names` is asked at each name, so that a sentence may mix known and fresh ones. */
class Sentence {
  private readonly random: Random;
  private readonly names: () => Names;
  /** Of the first person; pronouns in the frame agree with it. */
  private readonly gender: Gender;
  private people = 0;
  constructor(random: Random, names: () => Names) {
    this.random = random;
    this.names = names;
    this.gender = chance(random, 0.5) ? 'women' : 'men';
  }

  /** A frame or a part of one with all its choices made and its marks filled in. */
  fill(text: string): string {
    const group = /\(([^()]*)\)/; // innermost first
    const open = group.exec(text);
    if (open) {
      const chosen = pick(this.random, open[1]!.split('|'));
      return this.fill(text.slice(0, open.index) + chosen + text.slice(open.index + open[0].length));
    }
    return text.replace(/\{([a-z-]+)\}/g, (_, mark: string) => this.mark(mark));
  }

  private mark(mark: string): string {
    const makers: Readonly<Record<string, () => string>> = this.makers;
    const make = makers[mark];
    if (make) return make();
    const choices = words[mark];
    if (!choices) throw new Error(`fill: {${mark}}, expected a name or a list of words`);
    return pick(this.random, choices);
  }

  private readonly makers = {
    full: () => tag('PER', this.fullName()),
    first: () => tag('PER', chance(this.random, 0.2) ? this.ambiguous() : this.firstName()),
    last: () => tag('PER', chance(this.random, 0.3) ? this.ambiguous() : this.surname()),
    person: () => this.person(),
    titled: () => this.titled(),
    who: () => this.subject(),
    town: () => tag('LOC', this.town()),
    country: () => tag('LOC', pick(this.random, this.names().places.countries)),
    place: () => this.place(),
    feature: () => tag('LOC', pick(this.random, this.names().places.features)),
    water: () => `the ${this.makers['water-bare']()}`,
    'water-bare': () => tag('LOC', pick(this.random, this.names().places.waters)),
    street: () => tag('LOC', pick(this.random, this.names().places.streets)),
    building: () => `the ${tag('LOC', pick(this.random, this.names().places.buildings))}`,
    firm: () => this.organisation('firms'),
    team: () => this.organisation('teams'),
    paper: () => this.organisation('papers'),
    band: () => this.organisation('bands'),
    school: () => this.organisation('schools'),
    'school-bare': () => this.organisation('schools').replace(/^the /, ''),
    body: () => this.organisation('bodies'),
    org: () => this.organisation(pick(this.random, ['firms', 'bodies', 'schools', 'teams'])),
    year: () => String(1781 + randomInteger(this.random, 240)),
    'doing-small': () => pick(this.random, words['doing']!),
    'the-job': () => `the ${pick(this.random, words['job']!)}`,
  };

  private firstName(): string {
    const gender = this.people++ === 0 || chance(this.random, 0.5) ? this.gender : 'men';
    const { people, blended } = this.names();
    return chance(this.random, blended)
      ? blend(this.random, people[gender])
      : pick(this.random, people[gender]);
  }
  private surname(): string {
    const { people, blended } = this.names();
    return chance(this.random, blended)
      ? blend(this.random, people.surnames)
      : pick(this.random, people.surnames);
  }
  private ambiguous(): string {
    return pick(this.random, this.names().ambiguous);
  }
  private fullName(): string {
    const kind = this.random();
    const last = chance(this.random, 0.1) ? this.ambiguous() : this.surname();
    if (kind > 0.1) return `${this.firstName()} ${last}`;
    const initial = () => `${pick(this.random, [...'ABCDEFGHJKLMNPRSTW'])}.`;
    return kind > 0.05 ? `${initial()} ${initial()} ${last}` : `${initial()} ${last}`;
  }
  private person(): string {
    const kind = this.random();
    if (kind < 0.4) return this.makers.full();
    if (kind < 0.58) return tag('PER', this.surname());
    if (kind < 0.72) return this.makers.first();
    return kind < 0.9 ? tag('PER', this.ambiguous()) : this.titled();
  }
  private titled(): string {
    const title =
      this.gender === 'women'
        ? ['Mrs', 'Miss', 'Ms', 'Dr', 'Professor', 'Lady', 'Sister', 'Aunt', 'Councillor']
        : ['Mr', 'Mr', 'Dr', 'Professor', 'Sir', 'Lord', 'Father', 'Uncle', 'Captain', 'Inspector'];
    const chosen = pick(this.random, title);
    const family = /Aunt|Uncle|Sister|Sir/.test(chosen);
    return `${chosen} ${family ? this.makers.first() : this.makers.last()}`;
  }
  /** Somebody who does something, with what there is to say about them. */
  private subject(): string {
    const kind = this.random();
    if (kind < 0.6) return this.person();
    const about = pick(this.random, [
      'a {job} from {town}',
      '{number}',
      'a retired {job}',
      'the {job} of {town}',
      'treasurer of {body}',
      'a {nationality} {job}',
      'once of {firm}',
      'the father of two {job}s',
    ]);
    return kind < 0.85
      ? this.fill(`{full} , ${about.replace('father', this.gender === 'women' ? 'mother' : 'father')} ,`)
      : this.fill(pick(this.random, ['the {job} {full}', '{job} {full}', 'the late {person}']));
  }

  private town(): string {
    return chance(this.random, 0.22) ? this.ambiguous() : this.plainTown();
  }
  private plainTown(): string {
    const { places, blended } = this.names();
    return chance(this.random, blended)
      ? blendTown(this.random, places.towns)
      : pick(this.random, places.towns);
  }
  private place(): string {
    const kind = this.random();
    if (kind < 0.62) return this.makers.town();
    return kind < 0.92 ? this.makers.country() : this.makers.feature();
  }

  private organisation(kind: 'firms' | 'teams' | 'papers' | 'bands' | 'schools' | 'bodies'): string {
    const { organisations, blended } = this.names();
    const name = pick(this.random, organisations[kind]).replace(/\{(\w+)\}/g, (_, part: string) => {
      if (part === 'brand')
        return chance(this.random, blended)
          ? blend(this.random, organisations.brands)
          : pick(this.random, organisations.brands);
      if (part === 'town') return this.plainTown();
      if (part === 'country') return pick(this.random, this.names().places.countries);
      return part === 'any' ? this.ambiguous() : this.surname();
    });
    const article =
      kind === 'bodies' ||
      (kind === 'papers' && !/^(Radio|Channel)/.test(name)) ||
      /^(University|School|Institute|Academy|Bank) of|Institute$|Quartet|Trio|Sextet|Orchestra|Philharmonic|Company$|Society$/.test(
        name,
      );
    return `${article ? 'the ' : ''}${tag('ORG', name)}`;
  }
}

/** Brackets round a name; the apostrophe of a genitive is a token of its own. */
const tag = (kind: string, name: string): string =>
  `[${kind} ${name.replace(/’s /g, ' ’s ').replace(/s’ /g, 's ’ ')}]`;

/** Blanks between tokens once, a or an as the next word sounds, the full stop, the first letter large. */
function finish(text: string): string {
  const plain = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/, ,/g, ',')
    .replace(/ , ([.;?])/g, ' $1')
    .replace(/ ,$/, '')
    .replace(/\b([Aa]) (?=(?:[aeio]|[AEIO])(?!ne\b|u[rn]))/g, '$1n ');
  const ended = plain.endsWith('#')
    ? plain.slice(0, -1).trim()
    : /[.?!”]$/.test(plain)
      ? plain
      : `${plain} .`;
  return ended.replace(
    /^((?:“ )?(?:\[\w+ )?)(\p{L})/u,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}

/**
 * One sentence from a frame, names in brackets, tokens between single blanks.
 * @param extend whether a clause may get an opener or a closer
 * @throws Error where the frame has a mark that stands for nothing
 */
export function sentenceOf(frame: string, random: Random, names: () => Names, extend: boolean): string {
  const sentence = new Sentence(random, names);
  const core = sentence.fill(frame).trim();
  if (!extend || /[.?!”#]$/.test(core)) return finish(core);
  // what says when, or tells of today, takes no time of its own
  const timed =
    /\b(\w+day|January|February|March|April|May|June|July|August|September|October|November|December|\d{4}|when|after|before|until|is|are|has|have|will|since|war|winter)\b/.test(
      core,
    );
  const before = chance(random, 0.25)
    ? `${sentence.fill(pick(random, timed ? openers : [...openers, ...pastOpeners]))} `
    : '';
  const after = !before && chance(random, 0.3) ? ` ${sentence.fill(pick(random, closers))}` : '';
  return finish(before + core + after);
}
