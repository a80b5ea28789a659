// What guessing by frequency comes to on a task: each class as often as it is among what is learned, whatever was read.
import type { Batch } from '../../backends/backend.ts';
import type { Baseline, Task } from '../task.ts';

function* targetsOf(batch: (index: number) => Batch, count: number): Generator<number> {
  for (let index = 0; index < count; index++) {
    const { targets } = batch(index);
    for (let n = 0; n < targets.length; n++) if (targets[n]! >= 0) yield targets[n]!;
  }
}

/** One count is added to each class, so that none is impossible. */
export function byFrequency(task: Task): Baseline {
  const counts = new Array<number>(task.network.outputs).fill(1);
  for (const y of targetsOf((index) => task.batch(index), task.perEpoch)) counts[y]!++;
  const total = counts.reduce((a, b) => a + b, 0);
  const commonest = counts.indexOf(Math.max(...counts));
  let [loss, right, count] = [0, 0, 0];
  for (const y of targetsOf((index) => task.heldOutBatch(index), task.heldOutBatches)) {
    loss -= Math.log(counts[y]! / total);
    if (y === commonest) right++;
    count++;
  }
  return { name: 'guessing by frequency', loss: loss / count, accuracy: right / count };
}
