// Before any unit test: the cpu backend's module, compiled where it is out of date.
import { buildWasm } from '../src/tools/wasm.ts';

export default async (): Promise<void> => void (await buildWasm());
