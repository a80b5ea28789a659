// The page's side of the sandbox: one hidden frame, made on the first run and kept; one program at a time; a watchdog that
// replaces a frame that does not answer. Nothing that comes back is believed before it is checked, and nothing is code.
import { LIMITS, readFrameAnswer, type FrameAnswer, type KillReason, type PlainData } from './protocol.ts';

export interface RunRequest {
  /** Trusted text put before the program: what it declares, the program can use (and can see). */
  readonly prelude: string;
  /** JavaScript, run in strict mode as the body of a function; its return value is the result. `inputs` and `console` are in scope. */
  readonly program: string;
  /** What the program sees as `inputs`: anything that structured clone copies. */
  readonly inputs: unknown;
  /** ms; default 2 000, at most 60 000 */
  readonly deadlineMs?: number;
  /** Ends the run, or takes it off the queue: outcome `killed`, reason `cancelled`. */
  readonly signal?: AbortSignal;
}

interface Logged {
  /** What the program wrote to `console`, a line an entry; capped, and the last line then says so. */
  readonly logs: readonly string[];
}

/** How a run ended. `line` and `column` count from 1 in the text of `program`. */
export type Outcome = Logged &
  (
    | { readonly status: 'done'; readonly value: PlainData }
    | {
        readonly status: 'error';
        readonly name: string;
        readonly message: string;
        readonly line: number | null;
        readonly column: number | null;
      }
    | { readonly status: 'timeout'; readonly deadlineMs: number }
    | { readonly status: 'killed'; readonly reason: KillReason; readonly message: string }
  );

export interface Sandbox {
  /**
   * Runs a program; runs wait for one another.
   * @param onLog hears each line as it is written
   * @throws {DOMException} (rejects) if `inputs` cannot be copied; never for what the program does
   */
  run(request: RunRequest, onLog?: (line: string) => void): Promise<Outcome>;
  /** Ends what runs or waits (outcome `killed`, reason `disposed`) and removes the frame. */
  dispose(): void;
}

const SAYS: Readonly<Record<KillReason, string>> = {
  flood: 'The run was ended: it sent too many messages.',
  crashed: 'The run was ended: its worker crashed, or could not start.',
  'no-answer': 'The run was ended: the sandbox did not answer any more, and was replaced.',
  cancelled: 'The run was stopped.',
  disposed: 'The run was ended with its page.',
  unavailable: 'The sandbox could not be loaded, so nothing was run.',
};

interface Frame {
  readonly element: HTMLIFrameElement;
  readonly port: MessagePort;
  readonly ready: Promise<void>;
}

function openFrame(src: string): Frame {
  const { port1: port, port2 } = new MessageChannel();
  const element = document.createElement('iframe');
  // Never with allow-same-origin: the runner would refuse, and should.
  element.setAttribute('sandbox', 'allow-scripts');
  element.setAttribute('aria-hidden', 'true');
  element.tabIndex = -1;
  element.hidden = true;
  element.title = 'Sandbox';
  const ready = new Promise<void>((done, fail) => {
    const late = setTimeout(fail, LIMITS.start, new Error('the sandbox did not load'));
    port.addEventListener(
      'message',
      () => {
        clearTimeout(late);
        done();
      },
      { once: true },
    );
    element.addEventListener(
      'load',
      // An opaque origin has no name, hence '*'; the frame is ours and can be led nowhere but to this site.
      () => element.contentWindow?.postMessage('connect', '*', [port2]),
      { once: true },
    );
  });
  port.start();
  element.src = src;
  document.body.append(element);
  return { element, port, ready };
}

/** @param src where the frame's page is; the default is the book's own */
export function createSandbox(src = '/run.html'): Sandbox {
  let frame: Frame | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  const disposed = new AbortController();

  function close(): void {
    frame?.port.close();
    frame?.element.remove();
    frame = null;
  }

  async function open(): Promise<Frame | null> {
    frame ??= openFrame(src);
    try {
      await frame.ready;
    } catch {
      close();
    }
    return frame;
  }

  async function runNow(request: RunRequest, onLog?: (line: string) => void): Promise<Outcome> {
    const stops = AbortSignal.any([disposed.signal, ...(request.signal ? [request.signal] : [])]);
    const logs: string[] = [];
    const killed = (reason: KillReason): Outcome => ({
      status: 'killed',
      reason,
      message: SAYS[reason],
      logs,
    });
    const stopped = (): Outcome => killed(disposed.signal.aborted ? 'disposed' : 'cancelled');
    if (stops.aborted) return stopped();
    const opened = await open();
    if (stops.aborted) return stopped();
    if (opened === null) return killed('unavailable');

    const { port } = opened;
    const { prelude, program, inputs } = request;
    const nonce = crypto.randomUUID();
    const deadline = Math.min(Math.max(request.deadlineMs ?? LIMITS.deadline, 1), LIMITS.longestDeadline);
    const done = new AbortController();
    try {
      return await new Promise<Outcome>((resolve, reject) => {
        const { signal } = done;
        const silence = (): void => {
          close();
          resolve(killed('no-answer'));
        };
        let watchdog = setTimeout(silence, LIMITS.hearing);
        const wait = (ms: number): void => {
          clearTimeout(watchdog);
          watchdog = setTimeout(silence, ms + LIMITS.grace);
        };
        signal.addEventListener('abort', () => clearTimeout(watchdog));
        stops.addEventListener(
          'abort',
          () => {
            port.postMessage({ type: 'stop' });
            resolve(stopped());
          },
          { signal },
        );
        port.addEventListener(
          'message',
          ({ data }: MessageEvent<unknown>) => {
            const answer = readFrameAnswer(data, nonce);
            // The frame may first have to start a worker, for which it has its own limit.
            if (answer?.type === 'heard') wait(LIMITS.start);
            else if (answer?.type === 'started') wait(deadline);
            else if (answer?.type === 'log') {
              if (logs.length > LIMITS.logLines) return;
              logs.push(answer.text);
              onLog?.(answer.text);
            } else if (answer) resolve(outcomeOf(answer, logs, deadline, killed));
          },
          { signal },
        );
        try {
          port.postMessage({ type: 'run', nonce, prelude, program, inputs, deadline });
        } catch (error) {
          reject(error as Error); // `inputs` cannot be copied.
        }
      });
    } finally {
      done.abort();
    }
  }

  return {
    run(request, onLog) {
      const outcome = queue.then(() => runNow(request, onLog));
      queue = outcome.catch(() => undefined);
      return outcome;
    },
    dispose() {
      disposed.abort();
      close();
    },
  };
}

function outcomeOf(
  answer: Exclude<FrameAnswer, { type: 'log' | 'heard' | 'started' }>,
  logs: readonly string[],
  deadlineMs: number,
  killed: (reason: KillReason) => Outcome,
): Outcome {
  switch (answer.type) {
    case 'done':
      return { status: 'done', value: answer.value, logs };
    case 'error': {
      const { name, message, line, column } = answer;
      return { status: 'error', name, message, line, column, logs };
    }
    case 'timeout':
      return { status: 'timeout', deadlineMs, logs };
    case 'killed':
      return killed(answer.reason);
  }
}
