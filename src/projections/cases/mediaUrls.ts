/** The relative URL of an upload, named by its hash, so that no text a person wrote looks like it; a part of an expression. */
export const UPLOAD_FORM = '/media/[0-9a-f]{64}\\.[a-z]{3,4}';

/** In stored rows it is a whole value. */
const UPLOAD = new RegExp(`([[,:])"(${UPLOAD_FORM}")`, 'g');

/** Puts the server's address, e.g. `https://host/base`, before the relative URLs of pictures in JSON text (E-GEN-14). */
export const withAbsoluteMedia = (json: string, base: string): string =>
  json.includes('"/media/')
    ? json.replace(UPLOAD, (_, before: string, url: string) => `${before}"${base}${url}`)
    : json;
