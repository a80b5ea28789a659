// Random records, small enough to collide: few ids, few moments, so that a join has something to decide.
import fc from 'fast-check';
import { empty, LIMITS, type ProgressRecord } from '../../../../src/exercises/progress/record.ts';

const moment = fc.integer({ min: 0, max: 12 });
const maybe = fc.option(moment, { nil: null });
const answer = fc.record({ at: moment, right: fc.boolean() });
const prediction = fc.record({ at: moment, choice: fc.integer({ min: 0, max: 2 }), right: fc.boolean() });

/** More days than are kept, so that the cut is met as well. */
const days = fc
  .uniqueArray(fc.integer({ min: 0, max: 2 * LIMITS.days }), { minLength: 1, maxLength: LIMITS.days })
  .chain((numbers) =>
    fc
      .array(answer, { minLength: numbers.length, maxLength: numbers.length })
      .map((answers) => numbers.sort((a, b) => a - b).map((day, i) => ({ day, ...answers[i]! }))),
  );

const few = <T>(ids: readonly string[], value: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...ids), value, { maxKeys: ids.length });

const asked = ['01-a/x', '01-a/y', '02-b/x'];

/** @param cleared which moments of deleting occur; with one of them alone, records always join */
export const records = (cleared: readonly number[] = [0]): fc.Arbitrary<ProgressRecord> =>
  fc
    .record({
      cleared: fc.constantFrom(...cleared),
      lessons: few(['01-a', '02-b'], fc.record({ opened: moment, read: maybe })),
      questions: few(asked, fc.record({ first: answer, days })),
      predictions: few(asked, fc.record({ first: prediction, last: prediction })),
      exercises: few(
        ['D1', 'P5'],
        fc.record({
          attempts: fc.integer({ min: 0, max: 5 }),
          attempted: maybe,
          hints: few(['1', '2', '10'], moment),
          solution: maybe,
          solved: maybe,
          parsons: maybe,
          fresh: maybe,
        }),
      ),
    })
    // JSON and back: dictionaries come without a prototype, which equality would see.
    .map((parts) => JSON.parse(JSON.stringify({ ...empty(), ...parts })) as ProgressRecord);
