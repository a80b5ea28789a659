// File formats that readers drop by mistake, by their first bytes; and other encodings, by theirs.

const formats: readonly (readonly [magic: string, name: string])[] = [
  ['%PDF-', 'a PDF document'],
  ['\x89PNG', 'a PNG picture'],
  ['\xFF\xD8\xFF', 'a JPEG picture'],
  ['GIF8', 'a GIF picture'],
  ['PK\x03\x04', 'a ZIP archive (a Word, OpenDocument or EPUB file is one too)'],
  ['\x1F\x8B', 'a gzip archive'],
  ['7z\xBC\xAF', 'a 7-Zip archive'],
  ['\x7FELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['ID3', 'a sound file'],
  ['OggS', 'a sound file'],
  ['SQLite format 3', 'a database'],
  ['\xD0\xCF\x11\xE0', 'an old Word, Excel or PowerPoint file'],
];

const marks: readonly (readonly [bytes: readonly number[], name: string])[] = [
  [[0xff, 0xfe, 0, 0], 'UTF-32 (little-endian)'],
  [[0, 0, 0xfe, 0xff], 'UTF-32 (big-endian)'],
  [[0xff, 0xfe], 'UTF-16 (little-endian)'],
  [[0xfe, 0xff], 'UTF-16 (big-endian)'],
];

/** The name of the format whose first bytes these are, if it is a common one. */
export const formatOf = (bytes: Uint8Array): string | undefined =>
  formats.find(([magic]) => [...magic].every((c, i) => bytes[i] === c.charCodeAt(0)))?.[1];

/** The encoding whose mark stands at the beginning, if it is not UTF-8. */
export const markOf = (
  bytes: Uint8Array,
): { readonly bytes: readonly number[]; readonly name: string } | undefined => {
  const found = marks.find(([first]) => first.every((byte, i) => bytes[i] === byte));
  return found && { bytes: found[0], name: found[1] };
};
