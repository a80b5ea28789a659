// Saves what a figure shows: its SVG with the page's styles written into it, a PNG of that, or data as JSON.

/** Properties that give a mark its look; the page's style sheets do not travel with the file. */
const properties = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-style',
  'text-anchor',
  'paint-order',
  'stroke-linejoin',
  'stroke-linecap',
  'text-decoration',
  'display',
  'visibility',
] as const;

/** A stand-alone SVG document of `svg` on the page's paper. */
export function svgDocument(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [originals, copies] = [svg.querySelectorAll('*'), copy.querySelectorAll('*')];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const target = copies[i] as SVGElement;
    for (const p of properties) target.style.setProperty(p, style.getPropertyValue(p));
  });
  copy.querySelectorAll('.hit, title').forEach((element) => element.remove());
  copy.querySelectorAll('[class]').forEach((element) => element.removeAttribute('class'));
  const { width, height } = svg.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  const paper = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  paper.setAttribute('width', '100%');
  paper.setAttribute('height', '100%');
  paper.setAttribute(
    'fill',
    getComputedStyle(document.documentElement).getPropertyValue('--paper').trim() || '#fff',
  );
  copy.prepend(paper);
  return new XMLSerializer().serializeToString(copy);
}

/** The same as a PNG, `scale` device pixels to a px. Rejects where the browser cannot draw it. */
export async function pngBlob(svg: SVGSVGElement, scale = 2): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image(width * scale, height * scale);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgDocument(svg))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.ceil(width * scale), Math.ceil(height * scale)];
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('pngBlob: the browser made no picture'))),
      'image/png',
    ),
  );
}

/** Offers `blob` as a download named `name`. */
export function save(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // the download holds its own reference once it has begun
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

export const saveSvg = (name: string, svg: SVGSVGElement): void =>
  save(name, new Blob([svgDocument(svg)], { type: 'image/svg+xml' }));
export const savePng = async (name: string, svg: SVGSVGElement): Promise<void> =>
  save(name, await pngBlob(svg));
export const saveJson = (name: string, data: unknown): void =>
  save(name, new Blob([JSON.stringify(data, null, 1)], { type: 'application/json' }));
