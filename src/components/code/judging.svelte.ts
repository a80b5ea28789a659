// One program being run and judged: which phase it is in, the last verdict and the text that it is about. A new run ends the one before.
import type { Hearing } from '../../exercises/judge.ts';
import type { Report } from '../../exercises/report.ts';

/** Runs and judges a program; rejects where that itself is impossible. */
export type Judge<R extends Report> = (text: string, hearing: Hearing) => Promise<R>;

export class Judging<R extends Report> {
  phase = $state<'idle' | 'running' | 'judged' | 'failed'>('idle');
  report = $state.raw<R | null>(null);
  /** Why there is no verdict. */
  trouble = $state('');
  /** What the program wrote. */
  logs = $state.raw<readonly string[]>([]);
  /** The text that the verdict is about. */
  judged = $state('');
  #stop: AbortController | undefined;

  /** @param onreport hears each verdict before it is shown; null when it no longer stands */
  async run(source: string, judge: Judge<R>, onreport?: (report: R | null) => void): Promise<void> {
    this.#stop?.abort();
    const mine = (this.#stop = new AbortController());
    [this.phase, this.logs, this.trouble] = ['running', [], ''];
    const hear = (line: string): void => {
      if (this.#stop === mine) this.logs = [...this.logs, line];
    };
    try {
      const found = await judge(source, { hear, signal: mine.signal });
      if (this.#stop !== mine) return;
      [this.report, this.judged, this.phase] = [found, source, 'judged'];
      onreport?.(found);
    } catch (error) {
      if (this.#stop !== mine) return;
      [this.report, this.phase, this.trouble] = [null, 'failed', (error as Error).message];
      onreport?.(null);
    }
  }

  stop(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }
}
