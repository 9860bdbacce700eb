import { fieldsOf } from '../../../src/domain/catalogue/catalogue.ts';
import { CASE_TYPE_NAMES, type CaseTypeName } from '../../../src/domain/catalogue/caseTypes.ts';
import { findFilter, readFilterValue } from '../../../src/domain/catalogue/derive/listFilters.ts';

const ZONE = 'Asia/Shanghai';

const valueOf = (caseType: CaseTypeName, name: string, text: string) => {
  const filter = findFilter(caseType, name);
  if (!filter) throw new Error(`no filter ${name}`);
  return readFilterValue(filter, text, ZONE);
};

describe('findFilter', () => {
  it.each(CASE_TYPE_NAMES)('knows every catalogued path of %s with double underscores (E-GEN-12, D-20)', (caseType) => {
    const filterable = fieldsOf(caseType).filter(({ kind }) => !/^(object|image)/.test(kind));
    const unknown = filterable
      .filter(({ path }) => !path.includes('[]'))
      .filter(({ path }) => findFilter(caseType, path.replaceAll('.', '__'))?.path !== path);
    expect(unknown).toEqual([]);
  });

  it.each([
    ['basic', 'patient__gender', 'patient.gender'],
    ['basic', 'gender', 'patient.gender'],
    ['basic', 'come_from', 'patient.come_from'],
    ['basic', 'disease_type', 'patient.disease_type'],
    ['basic', 'illness_grade', 'patient.illness_grade'],
    ['basic', 'is_huizhen', 'is_huizhen'],
    ['basic', 'arch_status', 'patient.arch_status'],
    ['apoplexy', 'assist_examination__illness_grade', 'patient.illness_grade'],
    ['apoplexy', 'assist_exam_illness_grade', 'patient.illness_grade'],
    ['apoplexy', 'treatment_type', 'treatment_type'],
    ['apoplexy', 'sync_china_cz_status', 'sync_china_cz_status'],
    ['apoplexy', 'tran_hos_type', 'patient.tran_hos_type'],
    ['apoplexy', 'patient__out_car_depart', 'patient.out_car_depart'],
    ['apoplexy', 'patient__pre_warning__is_start_mdt', 'patient.pre_warning.is_start_mdt'],
    ['chestpain', 'first_diagnosis', 'first_diagnosis'],
    ['chestpain', 'd2wtype', 'd2wtype'],
    ['chestpain', 'gracescoretype', 'gracescoretype'],
    ['chestpain', 'd2wdelayreason', 'd2wdelayreason'],
    ['chestpain', 'stemi_treat_method', 'special_treat.stemi.stemi_treat_method'],
    ['chestpain', 'special_treat__is_pass_em', 'special_treat.is_pass_em'],
    [
      'chestpain',
      'patient__inside_rescue_info_chestpain__lysis_exam',
      'patient.inside_rescue_info_chestpain.lysis_exam',
    ],
    ['trauma', 'critical', 'critical'],
  ] as const)('finds for %s the filter %s (E-SRCH-01 to E-SRCH-12)', (caseType, name, path) =>
    expect(findFilter(caseType, name)?.path).toBe(path),
  );

  it.each([
    ['basic', 'first_diagnosis'],
    ['basic', 'stemi_treat_method'],
    ['toxic', 'critical'],
    ['basic', 'patient__shoe_size'],
    ['basic', 'patient.gender'],
    ['basic', 'pre_ecg'],
    ['basic', 'pre_ecg[]__imgs'],
    ['apoplexy', 'thrombolysis__intra_acknowlege_images'],
    ['basic', 'user__username'],
  ] as const)('finds for %s no filter %s', (caseType, name) => expect(findFilter(caseType, name)).toBeUndefined());

  it.each([
    ['patient__name', 'contains'],
    ['patient__pat_med_card', 'contains'],
    ['patient__inpatient_no', 'contains'],
    ['patient__mobile', 'equals'],
    ['gender', 'equals'],
    ['treatment_type', 'includes'],
  ])('compares %s by %s (D-20)', (name, match) => expect(findFilter('apoplexy', name)?.match).toBe(match));
});

describe('readFilterValue', () => {
  it.each([
    ['trauma', 'critical', 'True', true],
    ['trauma', 'critical', 'False', false],
    ['apoplexy', 'patient__pre_warning__is_start_mdt', 'false', false],
    ['apoplexy', 'treatment_type', '429', 429],
    ['chestpain', 'd2wdelayreason', '02', '02'],
    ['basic', 'gender', '1', '1'],
    ['basic', 'patient__job', '渔民', '渔民'],
    ['basic', 'patient__age', '64', 64],
    ['basic', 'call_time', '2026-11-23 14:02', '2026-11-23T06:02:00Z'],
    ['basic', 'patient__birth_date', '1950-01-31', '1950-01-31'],
    ['basic', 'patient__name', '张', '张'],
    ['basic', 'patient__name', 'unknown', 'unknown'],
  ] as const)('reads for %s %s=%s as %j (E-GEN-05, D-05)', (caseType, name, text, value) =>
    expect(valueOf(caseType, name, text)).toEqual({ is: 'value', value }),
  );

  it.each([
    ['basic', 'gender'],
    ['apoplexy', 'treatment_type'],
    ['chestpain', 'd2wtype'],
    ['basic', 'illness_grade'],
    ['basic', 'patient__pre_warning__is_start_mdt'],
    ['basic', 'call_time'],
  ] as const)('finds for %s with %s=unknown what is unset (E-GEN-06)', (caseType, name) =>
    expect(valueOf(caseType, name, 'unknown')).toEqual({ is: 'empty' }),
  );

  it('finds by null the flags that are unset, as the overview names them, and no other field (E-STAT-13)', () => {
    expect(valueOf('basic', 'patient__pre_warning__is_start_mdt', 'null')).toEqual({ is: 'empty' });
    expect(valueOf('basic', 'gender', 'null')).toEqual({ is: 'problem', problem: 'not_a_choice' });
    expect(valueOf('basic', 'patient__job', 'null')).toEqual({ is: 'value', value: 'null' });
  });

  it('takes an empty filter for none', () => expect(valueOf('basic', 'gender', '')).toEqual({ is: 'any' }));

  it.each([
    ['gender', '7', 'not_a_choice'],
    ['patient__age', 'old', 'wrong_type'],
    ['call_time', '2026-02-30 10:00', 'time_impossible'],
    ['patient__have_call', 'yes', 'wrong_type'],
  ])('names what is wrong with %s=%s', (name, text, problem) =>
    expect(valueOf('basic', name, text)).toEqual({ is: 'problem', problem }),
  );
});
