// The worker's work: a proposal where none was given, then the reading, told event by event.
import { checkSize } from '../textFile.ts';
import { FileError } from './fileError.ts';
import { LineReader } from './lines.ts';
import { Mends } from './mends.ts';
import type { FileEvent, FileRequest } from './protocol.ts';
import { maxFileBytes, readFile } from './read.ts';
import { sniff, type Proposal } from './sniff.ts';
import { summarise } from './summary.ts';
import { Utf8Reader } from './utf8.ts';

/** Looked at for a proposal, bytes: 64 KiB. */
const headBytes = 2 ** 16;

/** What a file seems to be. @throws FileError where its beginning is no text in UTF-8 */
export async function propose(blob: Blob, name: string): Promise<Proposal> {
  checkSize(blob.size, maxFileBytes);
  const [bytes, lines] = [new Utf8Reader(), new LineReader(new Mends())];
  const whole = blob.size <= headBytes;
  const piece = new Uint8Array(await blob.slice(0, headBytes).arrayBuffer());
  // the last character and the last line may be cut: they wait, and are not looked at
  let head = lines.push(bytes.push(piece));
  if (whole) head += lines.push(bytes.end());
  if (whole || head === '') head += lines.end();
  return sniff(name, head, whole);
}

/** Answers one request, to its end: `read` or `refused`. */
export async function open(request: FileRequest, send: (event: FileEvent) => void): Promise<void> {
  const { id, blob, name } = request;
  try {
    let { as } = request;
    if (as === null) {
      const proposal = await propose(blob, name);
      send({ id, kind: 'proposed', proposal });
      as = proposal.kind;
    }
    const read = await readFile(blob, as, (read, of) => send({ id, kind: 'progress', read, of }));
    send({ id, kind: 'read', summary: summarise(read) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof FileError)
      send({ id, kind: 'refused', code: error.code, line: error.line, message });
    else send({ id, kind: 'refused', code: null, line: null, message: `Something went wrong in this program, and not in your file: ${message}.` }); // prettier-ignore
  }
}
