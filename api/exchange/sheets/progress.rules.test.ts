import { expect, it } from 'vitest';
import { progressLine } from './progress.rules.ts';

it.each([
  [0, 100, 0, '░░░░░░░░░░░░░░░░░░░░░░░░ 0/100 dòng / rows'],
  [25, 100, 30_000, '██████░░░░░░░░░░░░░░░░░░ 25/100 dòng / rows, còn / left 1:30'],
  [99, 100, 99_000, '████████████████████████ 99/100 dòng / rows, còn / left 0:01'],
  [100, 100, 100_000, '████████████████████████ 100/100 dòng / rows'],
  // Lines of a text are counted, and a row may take several, or fewer than were counted.
  [120, 100, 100_000, '████████████████████████ 120/120 dòng / rows'],
  [0, 0, 0, '████████████████████████ 0/0 dòng / rows'],
])('%i of %i rows after %i ms', (done, total, elapsed, line) => {
  expect(progressLine(done, total, elapsed)).toBe(line);
});
