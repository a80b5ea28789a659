// The figure's one movement: from any state to folded or unfolded. It can be interrupted at any time.

/** Whole way, ms. */
const whole = 1400;

/** Slow, fast, slow; 0 … 1. */
const eased = (u: number): number => (u < 0.5 ? 4 * u ** 3 : 1 - (2 - 2 * u) ** 3 / 2);

/**
 * Shows the values from `from` to `to`, frame by frame; at once for readers who prefer less motion.
 * @returns a function that stops it where it is
 */
export function glide(from: number, to: number, show: (value: number) => void, done: () => void): () => void {
  const duration = whole * Math.max(0.35, Math.abs(to - from));
  if (matchMedia('(prefers-reduced-motion: reduce)').matches || from === to) {
    show(to);
    done();
    return () => {};
  }
  let start: number | null = null;
  let frame = requestAnimationFrame(function step(now) {
    start ??= now;
    const u = Math.min(1, (now - start) / duration);
    show(u === 1 ? to : from + (to - from) * eased(u));
    if (u < 1) frame = requestAnimationFrame(step);
    else done();
  });
  return () => cancelAnimationFrame(frame);
}

/**
 * Pulling the figure apart by hand: how far `fold` changes when a pointer that started at `start` has moved by `dx`.
 * Either half pulled outwards unfolds. All in px of the same box `width` wide.
 */
export const pulled = (start: number, dx: number, width: number): number =>
  (dx * (start < width / 2 ? -1 : 1)) / (0.42 * width);
