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

/** What breathing needs of the world; both in src/training/host.ts. */
interface Air {
  /** Milliseconds. */
  now(): number;
  /** Lets messages that wait be handled. */
  breathe(): Promise<void>;
}

/** Milliseconds of work between two breaths, and between two times that something which grows is told. */
const breatheEvery = 4;
const tellEvery = 40;

/**
 * Lets messages be handled every few milliseconds, and leaves the work once it need not go on.
 * @param heard is told so seldom that nobody is flooded
 */
export function listenTo<T>(
  { now, breathe }: Air,
  stay: () => boolean,
  heard: (soFar: T) => void = () => undefined,
): Required<Hearing<T>> {
  let breathed = now();
  let told = now();
  return {
    async breathe() {
      if (now() - breathed >= breatheEvery) {
        await breathe();
        breathed = now();
      }
      if (!stay()) throw new Interrupted();
    },
    heard(soFar) {
      if (now() - told < tellEvery) return;
      told = now();
      heard(soFar);
    },
  };
}

/** For `catch`. @throws whatever else went wrong */
export function nothingIfInterrupted(error: unknown): null {
  if (error instanceof Interrupted) return null;
  throw error;
}
