// Morse code: lengths of words, and the loudness that a receiver measures.
import { describe, expect, it } from 'vitest';
import { envelope, lengthsOf, morse } from '../../src/training/morse.ts';

describe('Morse code', () => {
  it('has a sign of its own for each of 26 letters, one to four dots and dashes', () => {
    expect(Object.keys(morse).join('')).toBe('abcdefghijklmnopqrstuvwxyz');
    expect(new Set(Object.values(morse)).size).toBe(26);
    for (const signs of Object.values(morse)) expect(signs).toMatch(/^[.-]{1,4}$/);
    expect(morse).toMatchObject({ s: '...', o: '---', e: '.', q: '--.-', y: '-.--' });
  });
  it('takes 50 dots for the word by which its speed is told', () => {
    // PARIS with the silence of seven dots that follows a word (ITU-R M.1677)
    expect(lengthsOf('paris').reduce((sum, length) => sum + length, 7)).toBe(50);
  });
  it('puts one dot of silence within a letter and three between letters', () => {
    expect(lengthsOf('an')).toEqual([1, 1, 3, 3, 3, 1, 1]);
    expect(lengthsOf('ee')).toEqual([1, 3, 1]);
    expect(() => lengthsOf('né')).toThrow('lengthsOf: "é" has no signs, expected a letter a … z');
    expect(() => lengthsOf('')).toThrow('lengthsOf: the word is empty');
  });
});

describe('the loudness', () => {
  const keyed = { lengths: [63, 58, 190], noise: 0, seed: 3 };
  it('is the share of each frame in which the tone sounds', () => {
    const frames = envelope(keyed, 20, 100);
    expect(frames).toHaveLength(Math.ceil((63 + 58 + 190 + 200) / 20));
    // single precision: shares are kept to 2^-24
    const shares = [0, 0, 0, 0, 0, 1, 1, 1, 0.15, 0, 0, 0.95, 1, 1, 1, 1, 1, 1, 1, 1, 0.55, 0, 0, 0, 0, 0];
    frames.forEach((loudness, n) => expect(loudness).toBeCloseTo(shares[n]!, 6));
  });
  it('lasts as long as the tones, whatever the frame', () => {
    for (const frame of [7, 10, 20, 50]) {
      const sum = envelope(keyed, frame).reduce((total, loudness) => total + loudness, 0);
      expect(sum * frame).toBeCloseTo(63 + 190, 3); // single precision, 253 ms
    }
  });
  it('has noise of the stated size, the same from the same seed', () => {
    const long = { lengths: [200_000], noise: 0.1, seed: 9 };
    const inside = [...envelope(long, 20, 100)].slice(5, -5).map((loudness) => loudness - 1);
    const deviation = Math.sqrt(inside.reduce((sum, x) => sum + x * x, 0) / inside.length);
    // 10,000 frames: the standard error is 0.1 / √20000 = 0.0007; four of those
    expect(Math.abs(deviation - 0.1)).toBeLessThan(0.003);
    expect(envelope(long)).toEqual(envelope(long));
    expect(envelope(long)).not.toEqual(envelope({ ...long, seed: 10 }));
    expect(Math.min(...envelope({ ...keyed, noise: 1 }))).toBe(0);
  });
});
