// The four ways in which the field writes the same recurrent network. A convention changes names, the place of t and,
// for d2l, which way round weights are stored; it never changes a number.

export type ConventionId = 'textbook' | 'pytorch' | 'd2l' | 'wxwh';

export interface Convention {
  readonly id: ConventionId;
  readonly name: string;
  /** Time is written h⁽ᵗ⁾ or hₜ. */
  readonly time: 'superscript' | 'subscript';
  /** Row vectors times weights: the stored matrix is the transpose of the textbook's, so that W_hh here prints as its transpose. */
  readonly transposedWeights: boolean;
  /** What a reader coming from there should know. */
  readonly note: string;
}

export const conventions: Record<ConventionId, Convention> = {
  textbook: {
    id: 'textbook',
    name: 'textbook',
    time: 'superscript',
    transposedWeights: false,
    note: 'Goodfellow, Bengio and Courville: time in a superscript, one letter for each matrix.',
  },
  pytorch: {
    id: 'pytorch',
    name: 'PyTorch',
    time: 'subscript',
    transposedWeights: false,
    note: 'PyTorch keeps a second bias, b_hh, beside b_ih. Only their sum matters and their gradients are equal; b_ih stands here for the sum. The read-out is a Linear layer, here called fc.',
  },
  d2l: {
    id: 'd2l',
    name: 'd2l',
    time: 'subscript',
    transposedWeights: true,
    note: 'Dive into Deep Learning writes states as rows and multiplies from the right, so it stores each weight matrix transposed: W_hh here is the textbook’s W with rows and columns swapped. The read-out is also seen as W_hy.',
  },
  wxwh: {
    id: 'wxwh',
    name: 'Wx, Wh',
    time: 'subscript',
    transposedWeights: false,
    note: 'Common in lectures and blog posts: one W, told apart by what it multiplies.',
  },
};

export const conventionIds = Object.keys(conventions) as ConventionId[];
export const isConvention = (id: unknown): id is ConventionId =>
  typeof id === 'string' && Object.hasOwn(conventions, id);
