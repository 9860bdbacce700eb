/** A kind of picture that is taken, by the bytes it begins with; what a client calls it does not count. */
export interface PictureType {
  readonly extension: string;
  readonly mediaType: string;
}

interface Signature extends PictureType {
  /** Where the marks stand and what they are, as Latin-1 text. */
  readonly marks: readonly (readonly [offset: number, bytes: string])[];
}

const SIGNATURES: readonly Signature[] = [
  { extension: 'jpg', mediaType: 'image/jpeg', marks: [[0, '\xff\xd8\xff']] },
  { extension: 'png', mediaType: 'image/png', marks: [[0, '\x89PNG\r\n\x1a\n']] },
  { extension: 'gif', mediaType: 'image/gif', marks: [[0, 'GIF87a']] },
  { extension: 'gif', mediaType: 'image/gif', marks: [[0, 'GIF89a']] },
  {
    extension: 'webp',
    mediaType: 'image/webp',
    marks: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
  {
    extension: 'bmp',
    mediaType: 'image/bmp',
    marks: [
      [0, 'BM'],
      [6, '\0\0\0\0'],
    ],
  },
  { extension: 'heic', mediaType: 'image/heic', marks: [[4, 'ftypheic']] },
  { extension: 'heic', mediaType: 'image/heic', marks: [[4, 'ftypmif1']] },
];

/** Bytes that must be seen before a type can be told. */
export const HEAD_BYTES = 16;

/** What the first bytes say; undefined for anything that is no picture of these kinds, SVG among it, since it can run scripts. */
export const pictureTypeOf = (head: Buffer): PictureType | undefined => {
  const text = head.toString('latin1');
  return SIGNATURES.find(({ marks }) => marks.every(([offset, bytes]) => text.startsWith(bytes, offset)));
};

const MEDIA_TYPES: Readonly<Record<string, string>> = Object.fromEntries(
  SIGNATURES.map(({ extension, mediaType }) => [extension, mediaType]),
);

const NAME = /^[0-9a-f]{64}\.([a-z]{3,4})$/;

/** The media type of a stored picture by its name; undefined for a name that no picture has. */
export const mediaTypeOf = (name: string): string | undefined => MEDIA_TYPES[NAME.exec(name)?.[1] ?? ''];
