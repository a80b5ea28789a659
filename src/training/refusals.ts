// Why something that was asked for is not done, in a sentence for the reader.
import { CheckpointError } from './checkpointNetwork.ts';
import { Refusal } from './held.ts';
import { SafetensorsError } from './safetensors.ts';
import { SnapshotError } from './snapshots.ts';
import { UnreadableError } from './stepStates.ts';
import { FileError } from './files/fileError.ts';

/** What says it in its message; anything else went wrong unforeseen. */
const sentences = [FileError, Refusal, CheckpointError, SafetensorsError, UnreadableError];

export function refusalInWords(error: unknown): string {
  const { message } = error as Error;
  if (error instanceof SnapshotError) return `There is no run to go on with: ${message}.`;
  return sentences.some((kind) => error instanceof kind) ? message : `Training failed: ${message}`;
}
