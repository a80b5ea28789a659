// What a run counts: reports of both runners, crashes, empty runs, and the last line.
import { describe, expect, it } from 'vitest';
import { countPlaywright, countStage, countVitest, summaryLine } from '../summary.ts';

describe('countVitest', () => {
  it('counts tests, and a file that did not load as one failure', () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [] },
      ],
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 5, failed: 2 });
  });
});

describe('countPlaywright', () => {
  it('counts a test that passed on its second try as passed, an error outside any test as a failure', () => {
    const report = {
      stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 },
      errors: [{ message: 'setup' }],
    };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 8, failed: 2 });
  });
});

describe('countStage', () => {
  const good = JSON.stringify({ numPassedTests: 2 });

  it('takes a good report as it is', () => {
    expect(countStage(good, countVitest, true)).toEqual({ passed: 2, failed: 0 });
  });

  it.each([
    ['the runner failed after its tests', good, false, 2],
    ['there is no report', undefined, true, 0],
    ['the report is cut short', good.slice(0, 9), true, 0],
    ['no test ran', '{}', true, 0],
  ])('counts one failure if %s', (_case, report, succeeded, passed) => {
    expect(countStage(report, countVitest, succeeded)).toEqual({ passed, failed: 1 });
  });

  it('does not add a failure to those the report names', () => {
    expect(countStage('{"numPassedTests":1,"numFailedTests":2}', countVitest, false)).toEqual({
      passed: 1,
      failed: 2,
    });
  });
});

describe('summaryLine', () => {
  it('sums all stages', () => {
    expect(
      summaryLine([
        { passed: 1, failed: 0 },
        { passed: 40, failed: 2 },
      ]),
    ).toBe('41 passed, 2 failed');
  });
});
