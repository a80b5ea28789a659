/**
 * The plan of the book: three parts, sixteen lessons, in reading order, with a line on what each one teaches.
 * A lesson becomes a link as soon as `content/lessons/<slug>/index.mdx` exists; until then it is listed as plain text.
 */
export interface PlannedLesson {
  /** Place in the book, 1 to 16. */
  readonly number: number;
  /** Folder name under content/lessons and the last part of the URL. */
  readonly slug: string;
  readonly title: string;
  /** One sentence: what the lesson is about. */
  readonly about: string;
}

export interface Part {
  /** Roman numeral. */
  readonly numeral: 'I' | 'II' | 'III';
  readonly title: string;
  readonly lessons: readonly PlannedLesson[];
}

const lesson = (number: number, name: string, title: string, about: string): PlannedLesson => ({
  number,
  slug: `${String(number).padStart(2, '0')}-${name}`,
  title,
  about,
});

export const parts: readonly Part[] = [
  {
    numeral: 'I',
    title: 'Reading a sequence',
    lessons: [
      lesson(
        1,
        'why-recurrence',
        'Why recurrence',
        'What order carries, and what a network needs in order to hear it.',
      ),
      lesson(
        2,
        'the-recurrent-cell',
        'The recurrent cell',
        'One step, every product of it, from a single neuron to a layer.',
      ),
      lesson(
        3,
        'unrolling',
        'Unrolling',
        'One cell with a loop, or as many copies as the word has letters: the same function.',
      ),
      lesson(
        4,
        'outputs-and-loss',
        'Outputs and loss',
        'From a state to a prediction, and from a prediction to a number that says how wrong it was.',
      ),
      lesson(
        5,
        'shapes-of-sequence-tasks',
        'Shapes of sequence tasks',
        'One to many, many to one, many to many: five small models on one diagram.',
      ),
    ],
  },
  {
    numeral: 'II',
    title: 'Learning through time',
    lessons: [
      lesson(
        6,
        'back-propagation-through-time',
        'Back-propagation through time',
        'The backward pass, one number at a time, on a word of your own.',
      ),
      lesson(
        7,
        'writing-bptt',
        'Writing BPTT',
        'You write it, the page checks every gradient, and the network learns a word.',
      ),
      lesson(
        8,
        'vanishing-and-exploding-gradients',
        'Vanishing and exploding gradients',
        'A product of many Jacobians: why it shrinks, why it grows, what can be done.',
      ),
      lesson(
        9,
        'training-a-character-model',
        'Training a character model',
        'A real training run in the page, from batches to samples.',
      ),
      lesson(
        10,
        'what-it-costs',
        'What it costs',
        'Time and memory against the length of the sequence, measured on your machine.',
      ),
    ],
  },
  {
    numeral: 'III',
    title: 'Gates, directions, and what came after',
    lessons: [
      lesson(
        11,
        'lstm',
        'LSTM',
        'Three gates and a memory cell, and the path the gradient takes through it.',
      ),
      lesson(
        12,
        'gru',
        'GRU',
        'Two gates, no separate cell, and two conventions that contradict each other.',
      ),
      lesson(
        13,
        'rnn-lstm-gru-compared',
        'RNN, LSTM, GRU compared',
        'Equal sizes, equal parameter counts, several seeds: what the numbers support.',
      ),
      lesson(
        14,
        'bidirectional-networks',
        'Bidirectional networks',
        'Reading from both ends, and the tasks for which that would be cheating.',
      ),
      lesson(
        15,
        'applications',
        'Applications',
        'Small live models, each with its data, its metric and a baseline to beat.',
      ),
      lesson(
        16,
        'what-came-after',
        'What came after',
        'Attention, Transformers, linear recurrences, and when a recurrent net still fits.',
      ),
    ],
  },
];

/** All sixteen lessons in reading order. */
export const plan: readonly PlannedLesson[] = parts.flatMap((part) => part.lessons);

/**
 * The part that holds a lesson.
 * @throws if no part holds a lesson of that number
 */
export function partOf(number: number): Part {
  const part = parts.find((candidate) => candidate.lessons.some((l) => l.number === number));
  if (!part) throw new Error(`partOf: lesson ${number}, expected a number from 1 to ${plan.length}`);
  return part;
}

/** Two digits, as lessons are numbered everywhere: 6 → "06". */
export const twoDigits = (n: number): string => String(n).padStart(2, '0');
