// Decoded text as whole lines, piece by piece: line ends become line feeds, letters are composed (NFC); both are told.
import type { Mends } from './mends.ts';

/** Where the last whole line of a piece ends; 0 where none does. A CR at its very end may be half of a line end. */
function lastLineEnd(text: string): number {
  const feed = text.lastIndexOf('\n') + 1;
  return feed > 0 || text.length < 2 ? feed : text.lastIndexOf('\r', text.length - 2) + 1;
}

export class LineReader {
  /** Lines given out so far. */
  lines = 0;
  #mends: Mends;
  #waiting: string[] = [];

  constructor(mends: Mends) {
    this.#mends = mends;
  }

  /** Whole lines, each with its line feed; what follows the last waits. */
  push(text: string): string {
    if (text === '') return '';
    // a CR that waits may belong to the line feed that comes first now
    const last = this.#waiting.at(-1);
    if (last?.endsWith('\r')) {
      this.#waiting[this.#waiting.length - 1] = last.slice(0, -1);
      text = `\r${text}`;
    }
    const end = lastLineEnd(text);
    if (end === 0) {
      this.#waiting.push(text);
      return '';
    }
    const whole = this.#waiting.join('') + text.slice(0, end);
    this.#waiting = end < text.length ? [text.slice(end)] : [];
    return this.#mend(whole);
  }

  /** The last line, which may lack its line feed. */
  end(): string {
    const rest = this.#waiting.join('');
    this.#waiting = [];
    return rest === '' ? '' : this.#mend(rest);
  }

  #mend(block: string): string {
    const feeds = block.includes('\r') ? this.#feeds(block) : block;
    const composed = feeds.normalize('NFC');
    if (composed !== feeds) {
      const [before, after] = [feeds.split('\n'), composed.split('\n')];
      before.forEach((line, i) => {
        if (line !== after[i]) this.#mends.add('composed', this.lines + i + 1);
      });
    }
    for (let at = composed.indexOf('\n'); at >= 0; at = composed.indexOf('\n', at + 1)) this.lines++;
    if (!composed.endsWith('\n')) this.lines++;
    return composed;
  }

  #feeds(block: string): string {
    let line = this.lines;
    return block.replace(/\r\n?|\n/g, (end) => {
      line++;
      if (end !== '\n') this.#mends.add('line-ends', line);
      return '\n';
    });
  }
}

/** Calls back for every line of a block of whole lines, without its line feed. */
export function eachLine(block: string, take: (line: string) => void): void {
  let from = 0;
  for (let at = block.indexOf('\n'); at >= 0; at = block.indexOf('\n', from)) {
    take(block.slice(from, at));
    from = at + 1;
  }
  if (from < block.length) take(block.slice(from));
}
