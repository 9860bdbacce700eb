/** The six case types: what the changelog calls them in each place (endpoints.md section 2; ). */
export const CASE_TYPES = {
  chestpain: {
    code: '1',
    route: 'chestpain_rescue',
    tableName: 'chestpainx_chestpainrescue',
    patientCase: 'chestpainrescue',
    roomPrefix: 10,
    permission: '胸痛急救',
  },
  apoplexy: {
    code: '2',
    route: 'apoplexy',
    tableName: 'apoplexy_apoplexy',
    patientCase: 'apoplexy',
    roomPrefix: 20,
    permission: '卒中急救',
  },
  trauma: {
    code: '3',
    route: 'trauma_rescue',
    tableName: 'traumax_traumarescue',
    patientCase: 'traumarescue',
    roomPrefix: 30,
    permission: '创伤急救',
  },
  toxic: {
    code: '4',
    route: 'toxic_rescue',
    tableName: 'toxic_toxicrescue',
    patientCase: 'toxicrescue',
    roomPrefix: 40,
    permission: '中毒急救',
  },
  basic: {
    code: '9',
    route: 'basic_rescue',
    tableName: 'basic_basicrescue',
    patientCase: 'basicrescue',
    roomPrefix: 90,
    permission: '常规急救',
  },
  gib: {
    code: '10',
    route: 'gib_rescue',
    tableName: 'gib_gibrescue',
    patientCase: 'gibrescue',
    roomPrefix: 100,
    permission: '消化道出血急救',
  },
} as const;

export type CaseTypeName = keyof typeof CASE_TYPES;

export const isCaseTypeName = (name: string): name is CaseTypeName => Object.hasOwn(CASE_TYPES, name);

export const CASE_TYPE_NAMES: readonly CaseTypeName[] = Object.keys(CASE_TYPES).filter(isCaseTypeName);

export const findCaseTypeByCode = (code: string): CaseTypeName | undefined =>
  CASE_TYPE_NAMES.find((name) => CASE_TYPES[name].code === code);

export const findCaseTypeByTable = (tableName: string): CaseTypeName | undefined =>
  CASE_TYPE_NAMES.find((name) => CASE_TYPES[name].tableName === tableName);
