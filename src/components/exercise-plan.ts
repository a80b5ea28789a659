/**
 * The plan of the exercises: twelve drills and five projects, each with the lesson whose matter it practises. One becomes a link as
 * soon as a folder of content/exercises has its number; its own title and lesson then stand for those given here.
 */
export interface PlannedExercise {
  /** `D1` to `D12`, `P1` to `P5`: what progress is kept under. Never reused for another exercise. */
  readonly id: string;
  readonly title: string;
  /** Number of the lesson it belongs to. */
  readonly lesson: number;
}

export const exercises: readonly PlannedExercise[] = [
  { id: 'D1', title: 'One forward step', lesson: 2 },
  { id: 'D2', title: 'Softmax, loss and its gradient', lesson: 4 },
  { id: 'D3', title: 'The gradient of the state, step by step', lesson: 6 },
  { id: 'D4', title: 'Parameter gradients, summed over time', lesson: 6 },
  { id: 'D5', title: 'A gradient checker that catches planted faults', lesson: 7 },
  { id: 'D6', title: 'Clipping by global norm', lesson: 8 },
  { id: 'D7', title: 'LSTM, forward', lesson: 11 },
  { id: 'D8', title: 'LSTM, backward', lesson: 11 },
  { id: 'D9', title: 'Repair a GRU', lesson: 12 },
  { id: 'D10', title: 'Bidirectional outputs, with lengths', lesson: 14 },
  { id: 'D11', title: 'Truncated BPTT that carries the state', lesson: 8 },
  { id: 'D12', title: 'Attention weights', lesson: 16 },
  { id: 'P1', title: 'A character model that writes, from nothing', lesson: 9 },
  { id: 'P2', title: 'An LSTM that reads film reviews', lesson: 11 },
  { id: 'P3', title: 'A bidirectional GRU that finds names', lesson: 14 },
  { id: 'P4', title: 'RNN, LSTM and GRU: an experiment and its conclusion', lesson: 13 },
  { id: 'P5', title: 'Translating dates, with attention', lesson: 16 },
];
