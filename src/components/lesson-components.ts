/** What a lesson's MDX can use without importing it. Figures and equations are imported by the lesson itself. */
import Cite from './Cite.astro';
import FullWidth from './FullWidth.astro';
import LessonExercises from './LessonExercises.astro';
import MarginNote from './MarginNote.astro';
import Misconception from './Misconception.astro';
import NoteMark from './NoteMark.astro';
import Predict from './Predict.astro';
import Question from './Question.astro';
import Retrieval from './Retrieval.astro';

export const lessonComponents = {
  Cite,
  FullWidth,
  LessonExercises,
  MarginNote,
  Misconception,
  NoteMark,
  Predict,
  Question,
  Retrieval,
};
