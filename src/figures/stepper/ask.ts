// "Ask me": the reader's answer against the trace.

export type Verdict = 'right' | 'wrong' | 'unreadable';

/** Answers are read off two decimals, so half a unit of the second one is forgiven, or one part in a hundred of a large number. */
export const tolerance = (expected: number): number => Math.max(0.0051, Math.abs(expected) / 100);

/** Reads a number as people type it: a true minus sign or a decimal comma will do; null for anything else. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replaceAll('−', '-').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}

export function judge(text: string, expected: number): Verdict {
  const answer = readNumber(text);
  if (answer === null) return 'unreadable';
  // nothing that can be typed is within reach of an infinite number, or of none
  const right = Number.isFinite(expected) && Math.abs(answer - expected) <= tolerance(expected);
  return right ? 'right' : 'wrong';
}
