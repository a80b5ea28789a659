// How long work is listened to and left: between two batches or characters it lets others have their turn, and tells how far it is.

/** Work that was left before its end, because it was asked to be; nothing has gone wrong. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

export interface Hearing<T> {
  /** Called between two pieces of work. @throws Interrupted where the rest is not to be done */
  readonly breathe?: () => Promise<void>;
  /** What there is so far. */
  readonly heard?: (soFar: T) => void;
}
