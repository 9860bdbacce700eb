/** The six case types: route, code and the name that slices show (endpoints.md section 2, choices.json CASE_TYPE_CODE). */
export const CASE_TYPES = [
  { name: 'chestpain', route: 'chestpain_rescue', code: '1', label: '胸痛急救' },
  { name: 'apoplexy', route: 'apoplexy', code: '2', label: '卒中急救' },
  { name: 'trauma', route: 'trauma_rescue', code: '3', label: '创伤急救' },
  { name: 'toxic', route: 'toxic_rescue', code: '4', label: '中毒急救' },
  { name: 'basic', route: 'basic_rescue', code: '9', label: '常规急救' },
  { name: 'gib', route: 'gib_rescue', code: '10', label: '消化道出血急救' },
] as const;

export type TypeName = (typeof CASE_TYPES)[number]['name'];
