/** What an empty field is called in filters and slices (E-GEN-06). */
export const UNKNOWN = 'unknown';
