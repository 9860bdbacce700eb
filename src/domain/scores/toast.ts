/**
 * TOAST tells why an ischaemic stroke happened (clinical.md 2.4): due when the type is ischaemic, and possible while
 * nobody has said which type it is.
 * @param strokeType a code of STROKE_TYPE
 */
export const mayHaveToast = (strokeType: unknown): boolean => strokeType === undefined || strokeType === '1';
