// Judges readers' programs off the page's thread. The programs themselves run in the sandbox, through a call back to the page.
import { expose } from 'comlink';
import type { ConventionId } from '../engine/conventions.ts';
import type { Trace } from '../engine/trace.ts';
import type { Variant } from './diagnosis/cases.ts';
import { diagnose, type Run } from './diagnosis/diagnose.ts';
import { judgeChecker } from './diagnosis/judgeChecker.ts';
import type { CaseOptions } from './drills/contract.ts';
import { judgeQuantities } from './drills/judge.ts';
import { inVariant, loadDrill } from './drills/registry.ts';
import { drillReport, ownReport, type DrillReport } from './drills/report.ts';
import { checkerReport, reportOf, type Report } from './report.ts';

/** What a forward and backward pass is held against: the run on the page, how the listing is written, what it computes. */
export interface ListingTask {
  readonly shown: Trace;
  readonly convention: ConventionId;
  readonly variant: Variant;
}

const api = {
  listing: async (source: string, task: ListingTask, run: Run): Promise<Report> =>
    reportOf(await diagnose(source, run, task), task.shown, task.convention),
  checker: async (source: string, run: Run): Promise<Report> =>
    checkerReport(await judgeChecker(source, run)),
  drill: async (folder: string, source: string, options: CaseOptions, run: Run): Promise<DrillReport> => {
    const { drill, solutions } = await loadDrill(folder);
    if (drill.kind === 'own') return ownReport(drill, await drill.judge(source, run, options));
    const solution = inVariant(solutions[0]!, options.fresh, drill.fresh.solution);
    return drillReport(await judgeQuantities(source, drill, run, { ...options, solution }), options.shown);
  },
};

export type JudgeApi = typeof api;

expose(api);
