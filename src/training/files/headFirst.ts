// A file whose beginning must be seen before its first row can be read: blocks wait until there are enough of them.
import { FileError } from './fileError.ts';

/** Characters of a beginning: enough for some hundred rows. */
export const headLength = 65_536;

interface Follower {
  push(block: string): void;
  end(): void;
}

export class HeadFirst {
  #open: (head: string, whole: boolean) => Follower;
  #head = '';
  #follower: Follower | null = null;

  /** @param open makes what reads on, from the beginning of the file, which is not blank; `whole` where that is all of it */
  constructor(open: (head: string, whole: boolean) => Follower) {
    this.#open = open;
  }

  push(block: string): void {
    if (this.#follower) return this.#follower.push(block);
    this.#head += block;
    if (this.#head.length >= headLength && /\S/.test(this.#head)) this.#begin(false);
  }
  end(): void {
    if (!this.#follower) this.#begin(true);
    this.#follower!.end();
  }
  #begin(whole: boolean): void {
    if (!/\S/.test(this.#head))
      throw new FileError('empty', 'The file is empty: nothing but blanks and line ends was found.');
    this.#follower = this.#open(this.#head, whole);
    this.#follower.push(this.#head);
    this.#head = '';
  }
}
