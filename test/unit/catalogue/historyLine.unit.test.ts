import { historyLine } from '../../../src/domain/catalogue/derive/historyLine.ts';

const ZONE = 'Asia/Shanghai';

describe('historyLine (D-16)', () => {
  it('shows a milestone as local times under its label', () =>
    expect(historyLine({ path: 'call_time', old: '2026-11-23T06:02:00Z', new: '2026-11-23T06:03:00Z' }, ZONE)).toEqual({
      field: 'call_time',
      label: '呼救时间',
      old: '2026-11-23 14:02:00',
      new: '2026-11-23 14:03:00',
      old_label: '2026-11-23 14:02:00',
      new_label: '2026-11-23 14:03:00',
    }));

  it.each([
    ['patient.gender', null, '1', null, '男'],
    ['patient.gender', '2', null, '女', null],
    ['patient.job', '渔民', '02', '渔民', '各类专业技术人员'],
    ['treatment_type', [429], [429, 1002], '静脉溶栓', '静脉溶栓、动脉溶栓'],
    ['patient.have_call', true, false, '是', '否'],
    ['patient.age', 64, 65, '64', '65'],
    ['thrombolysis.intra_acknowlege_images', ['a'], ['a', 'b'], '1张图片', '2张图片'],
  ])('keeps the codes of %s and says what they mean', (path, old, now, oldLabel, newLabel) =>
    expect(historyLine({ path, old, new: now }, ZONE)).toMatchObject({
      old,
      new: now,
      old_label: oldLabel,
      new_label: newLabel,
    }),
  );

  it('names a field of one ECG row by its place', () =>
    expect(
      historyLine({ path: 'pre_ecg[3].ecg_fetch_time', old: null, new: '2026-11-23T06:02:00Z' }, ZONE),
    ).toMatchObject({
      field: 'pre_ecg[3].ecg_fetch_time',
      label: '院前心电图采集时间',
      new: '2026-11-23 14:02:00',
    }));

  it('shows a field that no catalogue names as it was sent (D-03)', () =>
    expect(historyLine({ path: 'patient.shoe', old: '42', new: { size: 43 } }, ZONE)).toEqual({
      field: 'patient.shoe',
      label: 'patient.shoe',
      old: '42',
      new: { size: 43 },
      old_label: '42',
      new_label: '{"size":43}',
    }));
});
