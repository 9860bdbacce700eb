/** The URL of an upload in stored rows: a whole value, named by its hash, so that no text a person wrote looks like it. */
const UPLOAD = /([[,:])"(\/media\/[0-9a-f]{64}\.[a-z]{3,4}")/g;

/** Puts the server's address, e.g. `https://host/base`, before the relative URLs of pictures in JSON text (E-GEN-14). */
export const withAbsoluteMedia = (json: string, base: string): string =>
  json.includes('"/media/')
    ? json.replace(UPLOAD, (_, before: string, url: string) => `${before}"${base}${url}`)
    : json;
