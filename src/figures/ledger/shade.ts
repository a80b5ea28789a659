// Shades by time: the share visited first is the full hue, earlier steps are paler. Position and labels say the same.

/** Part of the hue, as CSS wants it: 100 % for τ down to 30 % for t = 1. */
export const shade = (times: readonly number[], t: number): string => {
  const i = times.indexOf(t);
  return `${Math.round(100 - (70 * Math.max(0, i)) / Math.max(1, times.length - 1))}%`;
};
