// The parameters as the products want them: panels for the way forward and for the way back, made anew after each update.
import type { FullSpec } from '../spec.ts';
import type { Kernels } from './kernels.ts';
import { eight, sectionsOf } from './packing.ts';
import type { SharedPlaces } from './places.ts';

/** Fills every panel from the parameters at `theta`. */
export function makePanels(k: Kernels, spec: FullSpec, shared: SharedPlaces): void {
  const { packing, theta, panels, vForward, vBackward } = shared;
  const { hiddens: H, input, vocabulary } = spec;
  const P = eight(H);
  const { sections, gates } = sectionsOf[spec.cell];
  for (const [layer, row] of packing.cells.entries())
    for (const [direction, cell] of row.entries()) {
      const to = panels[layer]![direction]!;
      const [U, W, b] = [theta + cell.U * 4, theta + cell.W * 4, theta + cell.b * 4];
      k.packTurned(W, P * 4, H, gates * P, to.wForward, P);
      k.packEight(W, P * 4, gates * P, P, to.wBackward, gates * P);
      const wide = sections * P;
      if (layer === 0 && input === 'one-hot') {
        k.addRow(U, b, to.table, wide * 4, vocabulary, wide);
      } else {
        k.packTurned(U, cell.width * 4, cell.width, wide, to.uForward, cell.width);
        k.packEight(U, cell.width * 4, wide, cell.width, to.uBackward, wide);
      }
    }
  const { readWidth } = packing;
  const classes = eight(spec.outputs);
  k.packTurned(theta + packing.V * 4, readWidth * 4, readWidth, classes, vForward, readWidth);
  k.packEight(theta + packing.V * 4, readWidth * 4, classes, readWidth, vBackward, classes);
}
