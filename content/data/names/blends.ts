// New names from the lists of old ones, so that training sentences hold more names than anybody can learn by heart: Brann(igan) + (Pritch)ard.
import type { Random } from '../../../src/engine/random.ts';
import { chance, pick } from '../draw.ts';

const vowels = 'aeiouyáàâäãåæéèêëíìïóòôöõøúùûüąęı';
/** Up to two consonants after the first vowels. */
const head = new RegExp(`^[^${vowels}]*[${vowels}]+[^${vowels}]{1,2}`, 'iu');
/** From the last vowels but one, and from the last. */
const tails = [
  new RegExp(`[${vowels}]+[^${vowels}]+[${vowels}]+[^${vowels}]*$`, 'iu'),
  new RegExp(`[${vowels}]+[^${vowels}]+$`, 'iu'),
];

const townEnds =
  `ham, ton, ford, by, wick, mouth, haven, bridge, field, worth, stead, ley, den, combe, dale, shaw, thorpe, hurst, minster, pool, burn, well, grove, mere, cliffe, holt, gate,
ness, burg, grad, ville, stad, borg, vik, dorf, ovo, ice, ava, aya, aro, iko, ona, ente, illo, opol, abad, pur, kala`.split(
    /,\s*/,
  );

const simple = (names: readonly string[]): string[] =>
  names.filter((name) => /^\p{Lu}[\p{Ll}]{3,}$/u.test(name) && head.test(name));

/** The beginning of one name and the end of another; one of the list where no two fit. */
export function blend(random: Random, names: readonly string[]): string {
  const plain = simple(names);
  for (let tries = 0; tries < 20; tries++) {
    const [begin] = head.exec(pick(random, plain))!;
    const end = pick(random, tails).exec(pick(random, plain))?.[0];
    const name = end && begin + end.toLowerCase();
    if (name && name.length >= 4 && name.length <= 10) return name;
  }
  return pick(random, names);
}

/** A town: as {@link blend}, or a beginning with one of the usual ends. */
export function blendTown(random: Random, names: readonly string[]): string {
  if (chance(random, 0.4)) return blend(random, names);
  const [begin] = head.exec(pick(random, simple(names)))!;
  const end = pick(random, townEnds);
  return begin.at(-1) === end[0] ? begin + end.slice(1) : begin + end;
}
