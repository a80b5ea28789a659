// Seeded pseudo-random numbers: the same seed gives the same book on every machine.

/** Draws from [0, 1). */
export type Random = () => number;

/**
 * sfc32 of Chris Doty-Humphrey (PractRand): 128 bits of state, passes PractRand and BigCrush, integer arithmetic only, so
 * bit-identical everywhere. `seed` is any integer; twelve draws are thrown away to mix it in.
 */
export function seededRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9 | 0; // 2³² / golden ratio: a constant with no structure
  let c = Math.trunc(seed / 2 ** 32) | 0; // the high half of a seed beyond 32 bits
  let d = 1;
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Uniform on [low, high). */
export const uniform = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** An integer of 0 … count − 1. */
export const randomInteger = (random: Random, count: number): number => Math.floor(random() * count);

/** From the normal distribution, mean 0, standard deviation 1: Box and Muller 1958. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
