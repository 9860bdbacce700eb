/** What opens a picture's or file's URL in stored rows: only a value can stand after one of these three. */
const OPENING = /([[,:])"\/media\//g;

/** Puts the server's address, e.g. `https://host/base`, before the relative URLs of pictures in JSON text (E-GEN-14). */
export const withAbsoluteMedia = (json: string, base: string): string =>
  json.includes('"/media/') ? json.replace(OPENING, (_, before: string) => `${before}"${base}/media/`) : json;
