// What a lesson asks, read from its MDX: the same ids that the components make, and no question that could be mistaken.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { anchorOf, askedId, askedIn, lessonAt } from '../../src/components/asked.ts';
import { plan } from '../../src/components/book.ts';
import { exercises } from '../../src/components/exercise-plan.ts';
import { IDS } from '../../src/exercises/progress/record.ts';

describe('ids', () => {
  test('an own name stays when the text changes; without one the text is the name', () => {
    expect(askedId('06-x', 'One?', 'first')).toBe('06-x/first');
    expect(askedId('06-x', 'Two?', 'first')).toBe('06-x/first');
    expect(askedId('06-x', 'One?')).not.toBe(askedId('06-x', 'Two?'));
    for (const text of ['', 'Why $W^\\top$?', 'né 👋']) expect(askedId('06-x', text)).toMatch(IDS.questions);
    expect(() => askedId('06-x', 'One?', 'First One')).toThrow('the id "First One" in 06-x, expected');
    expect(anchorOf('06-x/first')).toBe('question-first');
  });

  test('a lesson is known by its address', () => {
    expect(lessonAt('/lessons/06-x/')).toBe('06-x');
    for (const path of ['/lessons/', '/', '/progress/', '/a/lessons/06-x/'])
      expect(lessonAt(path)).toBeUndefined();
  });
});

describe('reading MDX', () => {
  test('finds what is asked, whatever stands before and around it', () => {
    const source = `
      <Predict choices={['a > b', "}", \`{\`]} answer={1} question="Is $a > b$?">x</Predict>
      <Question id='mine' ask='Say "why".'>Because.</Question>
      <Question
        ask="And <then>?"
      >So.</Question> <Questionable ask="no" />`;
    expect(askedIn('06-x', source)).toEqual({
      predictions: [{ id: askedId('06-x', 'Is $a > b$?'), text: 'Is $a > b$?' }],
      questions: [
        { id: '06-x/mine', text: 'Say "why".' },
        { id: askedId('06-x', 'And <then>?'), text: 'And <then>?' },
      ],
    });
  });

  test.each([
    ['<Question ask={text}>', 'has no quoted ask="…"'],
    ['<Question ask="a" id={name}>', 'has an id that is not quoted'],
    ['<Question ask="a &lt; b">', 'give it an id'],
    ['<Question ask="a"><Question ask="a">', 'is there twice'],
    ['<Question id="a" ask="a"><Question id="a" ask="b">', '06-x/a is there twice'],
  ])('%s is refused', (source, says) => {
    expect(() => askedIn('06-x', source)).toThrow(says);
  });

  test('every lesson that is written can be read, and every id kept', () => {
    const folder = new URL('../../content/lessons/', import.meta.url);
    for (const lesson of readdirSync(folder)) {
      const source = readFileSync(new URL(`${lesson}/index.mdx`, folder), 'utf8');
      const { questions, predictions } = askedIn(lesson, source);
      expect(lesson).toMatch(IDS.lessons);
      for (const { id } of questions) expect(id).toMatch(IDS.questions);
      for (const { id } of predictions) expect(id).toMatch(IDS.predictions);
    }
  });
});

test('every exercise is planned once, beside a lesson, under an id that can be kept', () => {
  expect(exercises.map(({ id }) => id)).toEqual([
    ...Array.from({ length: 12 }, (_, i) => `D${i + 1}`),
    ...Array.from({ length: 5 }, (_, i) => `P${i + 1}`),
  ]);
  for (const { id } of exercises) expect(id).toMatch(IDS.exercises);
  for (const { lesson } of exercises) expect(plan.map(({ number }) => number)).toContain(lesson);
});
