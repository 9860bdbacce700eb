import { FIELDS } from '../../../src/domain/catalogue/catalogue.ts';
import { CHOICES } from '../../../src/domain/catalogue/choices.ts';
import { configDocument } from '../../../src/domain/catalogue/derive/configDocument.ts';

const config = configDocument();

describe('configDocument (E-CFG-01, D-19)', () => {
  it('gives every list under its own name, in order, as value and label', () => {
    const lists = Object.entries(CHOICES).map(([name, { values }]) => [
      name,
      values.map(([value, label]) => ({ value, label })),
    ]);
    expect(lists.length).toBeGreaterThan(80);
    expect(config).toMatchObject(Object.fromEntries(lists));
  });

  it.each([
    ['job', CHOICES.JOB],
    ['channel_type', CHOICES.CHANNEL_CHOICES],
    ['hz_type', CHOICES.HZ_TYPE],
    ['bleed_symptom', CHOICES.BLEED_SYMPTOM],
    ['gib_history', CHOICES.GIB_HISTORY],
    ['come_from', CHOICES.COME_FROM_CHOICES],
    ['disease_type', CHOICES.DISEASE_TYPE_CHOICES],
    ['treatment_type', CHOICES.TREATMENT_TYPE],
    ['illness_grade', CHOICES.ILLNESS_GRADE_CHOICES],
    ['d2wtype', CHOICES.D2W_TYPE],
    ['has_cpr_pre', CHOICES.COMMON_BOOLEAN_CHOICES],
    ['teams', CHOICES.TEAMS],
  ])('gives %s under the name of the field (E-CFG-01, E-CFG-04, E-CASE-05)', (key, { values }) =>
    expect(config[key]).toEqual(values.map(([value, label]) => ({ value, label }))),
  );

  it('says one thing a name: fields that share a name share their list', () => {
    const named = FIELDS.filter(({ choices, caseTypes }) => choices && caseTypes.length > 0);
    const lists = new Map<string, Set<string>>();
    for (const { name, choices } of named) lists.set(name, (lists.get(name) ?? new Set()).add(choices ?? ''));
    expect([...lists].filter(([, each]) => each.size > 1)).toEqual([]);
  });

  it('has no key for a field without a list, and none for other resources', () =>
    expect(['name', 'call_time', 'value', 'perms', 'score_type'].filter((key) => key in config)).toEqual([]));
});
