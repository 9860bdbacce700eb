import { mediaTypeOf, pictureTypeOf } from '../../../src/api/files/pictureTypes.ts';

const bytes = (text: string): Buffer => Buffer.from(text.padEnd(16, '\0'), 'latin1');

describe('pictures are told by their first bytes, not by what a client calls them', () => {
  it.each([
    ['image/jpeg', '\xff\xd8\xff\xe0'],
    ['image/png', '\x89PNG\r\n\x1a\n'],
    ['image/gif', 'GIF89a'],
    ['image/webp', 'RIFF1234WEBP'],
    ['image/bmp', 'BM1234\0\0\0\0'],
    ['image/heic', '1234ftypheic'],
  ])('%s', (mediaType, head) => {
    expect(pictureTypeOf(bytes(head))?.mediaType).toBe(mediaType);
  });

  it.each([
    ['SVG, which can run scripts', '<svg xmlns='],
    ['HTML', '<!DOCTYPE html>'],
    ['a program', '\x7fELF'],
    ['sound in the same wrapping as WebP', 'RIFF1234WAVE'],
    ['nothing', ''],
  ])('%s is none', (_, head) => {
    expect(pictureTypeOf(bytes(head))).toBeUndefined();
  });

  it('has a name of 64 hexadecimal digits, which no path can hide in', () => {
    expect(mediaTypeOf(`${'a'.repeat(64)}.jpg`)).toBe('image/jpeg');
    for (const name of ['../../etc/passwd', `${'a'.repeat(64)}.html`, 'a.jpg', `${'a'.repeat(64)}.jpg/`]) {
      expect(mediaTypeOf(name)).toBeUndefined();
    }
  });
});
