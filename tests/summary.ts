// Counts of passed and failed tests, read from the JSON reports of the two runners, and the one line that sums them.

export interface Count {
  readonly passed: number;
  readonly failed: number;
}

/** A report as far as it is read here; anything may be missing from a report of a crashed run. */
interface VitestReport {
  numPassedTests?: number;
  numFailedTests?: number;
  testResults?: { status?: string; assertionResults?: unknown[] }[];
}

interface PlaywrightReport {
  stats?: { expected?: number; unexpected?: number; flaky?: number };
  errors?: unknown[];
}

/** Vitest's `json` reporter. A file that could not even be loaded counts as one failure. */
export function countVitest(json: string): Count {
  const report = JSON.parse(json) as VitestReport;
  const broken = (report.testResults ?? []).filter(
    ({ status, assertionResults }) => status === 'failed' && (assertionResults ?? []).length === 0,
  ).length;
  return { passed: report.numPassedTests ?? 0, failed: (report.numFailedTests ?? 0) + broken };
}

/**
 * Playwright's `json` reporter. A test that passed on its second try (`flaky`) is a pass, and the list above names it; each error outside a
 * test is a failure.
 */
export function countPlaywright(json: string): Count {
  const { stats, errors } = JSON.parse(json) as PlaywrightReport;
  return {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: (stats?.unexpected ?? 0) + (errors ?? []).length,
  };
}

/**
 * What a test stage counts for: its report, but never less than one failure if the runner failed, wrote no report,
 * or ran no test at all.
 * @param report the runner's JSON, or undefined if there is none
 * @param succeeded whether the runner exited with 0
 */
export function countStage(
  report: string | undefined,
  parse: (json: string) => Count,
  succeeded: boolean,
): Count {
  let count: Count = { passed: 0, failed: 0 };
  try {
    if (report !== undefined) count = parse(report);
  } catch {
    // A report cut short by a crash: nothing in it can be counted on.
  }
  const wrong = !succeeded || count.passed + count.failed === 0;
  return wrong && count.failed === 0 ? { ...count, failed: 1 } : count;
}

/** The last line of a run. */
export function summaryLine(counts: readonly Count[]): string {
  const sum = (pick: (count: Count) => number): number =>
    counts.reduce((total, count) => total + pick(count), 0);
  return `${sum((count) => count.passed)} passed, ${sum((count) => count.failed)} failed`;
}
