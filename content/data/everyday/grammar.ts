// The grammar: sentences from the scenes, with agreement of person, number, gender and tense throughout.
import type { Random } from '../../../src/engine/random.ts';
import { chance, pick } from '../draw.ts';
import { aftermaths, between, chains, ends, times, ways } from './deeds.ts';
import { scenes } from './scenes.ts';
import { people, verb, type Person } from './words.ts';

type Tense = 'past' | 'present';

/** The thing that is dealt with: whether it is several, and whether it is one for each person. */
interface Thing {
  readonly plural: boolean;
  readonly each: boolean;
}

/** One sentence in the making: who it is about, and whether the name has been said. */
class Telling {
  private named = false;
  private readonly person: Person;
  private readonly tense: Tense;
  constructor(person: Person, tense: Tense) {
    this.person = person;
    this.tense = tense;
  }

  /** The person's name or, once it has been said, the pronoun. */
  private who(): string {
    const word = this.named ? this.person.he : this.person.name;
    this.named = true;
    return word;
  }
  private whose(): string {
    const word = this.named ? this.person.his : this.person.whose;
    this.named = true;
    return word;
  }
  private conjugated(words: string): string {
    const past = this.tense === 'past';
    if (words === 'be') return past ? this.person.was : this.person.is;
    const forms = verb(words);
    return past ? forms.past : this.person.third ? forms.third : forms.base;
  }

  /** A phrase with its marks filled in, from left to right. `thing` is what {it} stands for. */
  say(phrase: string, thing?: Thing): string {
    const plural = thing?.plural === true || (thing?.each === true && this.person.many);
    return phrase.replace(
      /\{(\w+)\}|<([\w ]+)>|\[([^|\]]*)\|([^\]]*)\]|\{([^|}]*)\|([^}]*)\}/g,
      (mark, name, action, past, present, each, several) => {
        if (each !== undefined) return this.person.many ? several : each;
        if (action !== undefined) return this.conjugated(action);
        if (past !== undefined) return this.tense === 'past' ? past : present;
        if (name === 'who') return this.who();
        if (name === 'whose') return this.whose();
        if (name === 'his') return this.person.his;
        if (name === 'himself') return this.person.himself;
        if (name === 'it') return plural ? 'them' : 'it';
        throw new Error(`say: ${mark} in “${phrase}”, expected {who}, {whose}, {his}, {himself} or {it}`);
      },
    );
  }
}

const sentence = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}.`;
const maybe = (random: Random, share: number, words: () => string): string =>
  chance(random, share) ? words() : '';

/** What is done in a scene: the verb with its marks, and the thing. */
function deed(random: Random) {
  const scene = pick(random, scenes);
  const chosen = pick(random, scene.things);
  const particle = scene.particle ? ` ${scene.particle}` : '';
  return {
    scene,
    thing: chosen.replace('*', ''),
    it: { plural: chosen.endsWith('*'), each: /\{[^}]*\|/.test(chosen) },
    action: `<${scene.verb}>${particle}`,
    plain: `${scene.verb}${particle}`,
    cause: pick(random, scene.causes),
    then: pick(random, scene.then),
  };
}

/** It was hot in the room, so Tom quietly opened the window and leaned out. */
function reasonFirst(random: Random, told: Telling): string {
  const { action, thing, it, cause, then } = deed(random);
  const way = maybe(random, 0.3, () => `${pick(random, ways)} `);
  const [opener, link] = pick(random, [
    ['', ', so'],
    ['because ', ','],
    ['as ', ','],
    ['', ', and'],
  ] as const);
  return told.say(`${opener}${cause}${link} {who} ${way}${action} ${thing} and ${then}`, it);
}

/** Something to do in between, and not the same as what comes last. */
function meanwhile(random: Random, last: string): string {
  const verbOf = (phrase: string) => phrase.slice(0, phrase.indexOf('>'));
  return pick(
    random,
    between.filter((phrase) => verbOf(phrase) !== verbOf(last)),
  );
}

/** Tom opened the window because it was hot in the room. */
function reasonLast(random: Random, told: Telling): string {
  const { action, thing, it, cause, then } = deed(random);
  const way = maybe(random, 0.4, () => `${pick(random, ways)} `);
  const more = maybe(random, 0.5, () => ` and ${then}`);
  return told.say(`{who} ${way}${action} ${thing}${more} because ${cause}`, it);
}

/** Yesterday Tom opened the window, hummed a song, and leaned out. */
function threeDeeds(random: Random, told: Telling, tense: Tense): string {
  const { action, thing, it, then } = deed(random);
  const time = maybe(random, 0.5, () => `${pick(random, times[tense])} `);
  const end = maybe(random, 0.4, () => ` ${pick(random, ends)}`);
  return told.say(`${time}{who} ${action} ${thing}${end}, ${meanwhile(random, then)}, and ${then}`, it);
}

/** Tom did not open the window, although it was hot in the room. */
function notDone(random: Random, told: Telling, tense: Tense, third: boolean): string {
  const { plain, thing, it, cause } = deed(random);
  const not = tense === 'past' ? 'did not' : third ? 'does not' : 'do not';
  const words = pick(random, [
    `{who} ${not} ${plain} ${thing}, although ${cause}`,
    `although ${cause}, {who} ${not} ${plain} ${thing}`,
    `${cause}, but {who} ${not} ${plain} ${thing}`,
  ]);
  return told.say(words, it);
}

/** Tom struck a match, sighed, and lit the candle. */
function chainOfDeeds(random: Random, told: Telling, tense: Tense): string {
  const { first, last } = pick(random, chains);
  const [a, b] = [pick(random, first), pick(random, last)];
  const middle = meanwhile(random, b);
  const time = maybe(random, 0.5, () => `${pick(random, times[tense])} `);
  const end = maybe(random, 0.3, () => ` ${pick(random, ends)}`);
  return told.say(
    pick(random, [
      `${time}{who} ${a}, ${middle}, and ${b}${end}`,
      `before {who} ${b}, {who} ${a} and ${middle}`,
      `when {who} ${a}, {who} ${middle} and then ${b}${end}`,
      `${time}{who} ${a} and ${middle} before {who} ${b}`,
    ]),
  );
}

/** The candles that Tom had lit last night were still burning; the cups that Tom washed yesterday are dirty again. */
function foundLater(random: Random, told: Telling, tense: Tense): string {
  const { things, verbs, states } = pick(random, aftermaths);
  const plural = chance(random, 0.5);
  const { past, participle } = verb(pick(random, verbs));
  const be = tense === 'past' ? (plural ? 'were' : 'was') : plural ? 'are' : 'is';
  // a time that is over, seen from now, wants the past
  const did = tense === 'past' ? `had ${participle}` : past;
  const which = pick(random, ['the', 'the', plural ? 'all the' : 'the old', plural ? 'both' : 'the big']);
  const state = pick(random, states);
  const when = pick(random, [
    '',
    ' yesterday',
    ' before lunch',
    ' on Sunday',
    ' last night',
    ' for the guests',
    ' in a hurry',
  ]);
  return told.say(`${which} ${plural ? things[1] : things[0]} that {who} ${did}${when} ${be} ${state}`);
}

/** One sentence of the grammar: three in four are told in the past, two in five begin with a reason. */
export function everyday(random: Random): string {
  const person = pick(random, people);
  const tense: Tense = chance(random, 0.75) ? 'past' : 'present';
  const told = new Telling(person, tense);
  const kind = random();
  const words =
    kind < 0.4
      ? reasonFirst(random, told)
      : kind < 0.58
        ? reasonLast(random, told)
        : kind < 0.7
          ? threeDeeds(random, told, tense)
          : kind < 0.78
            ? notDone(random, told, tense, person.third)
            : kind < 0.92
              ? chainOfDeeds(random, told, tense)
              : foundLater(random, told, tense);
  return sentence(words);
}
