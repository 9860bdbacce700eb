import { historyLine, type Changed } from '../../../src/domain/catalogue/derive/historyLine.ts';
import { lineText } from '../../../src/projections/operationRecord/lineText.ts';

const lines: readonly Changed[] = [
  { path: 'thrombolysis.medication_time', old: null, new: '2026-11-23T06:02:00Z' },
  { path: 'thrombolysis.medication_time', old: '2026-11-23T06:02:00Z', new: null },
  { path: 'patient.gender', old: '1', new: '2' },
  { path: 'treatment_type', old: [429], new: [429, 430] },
  { path: 'patient.pre_warning.is_start_mdt', old: false, new: true },
  { path: 'patient.age', old: 40, new: 41 },
  { path: 'patient.name', old: '"王\\\n', new: '李\u0000' },
  { path: 'nobody."knows', old: { a: [null, '"'] }, new: 'x' },
];

it.each(lines)('writes a line of the operation record as JSON.stringify does: $path (D-16)', (changed) => {
  const line = historyLine(changed, 'Asia/Shanghai');
  expect(lineText(line)).toBe(JSON.stringify(line));
});
