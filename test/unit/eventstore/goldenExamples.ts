import type { PatientEvents } from '../../../src/domain/patient/events.ts';
import type { UserEvents } from '../../../src/domain/user/events.ts';

const STROKE = { caseType: 'apoplexy', caseId: 7 } as const;
const BASIC = { caseType: 'basic', caseId: 3 } as const;
const NOON = '2026-11-23T04:00:00Z';
const ROW = { id: 1, imgs: ['/media/ab.png'], ecg_fetch_time: NOON, ecg_diagnosis_time: null };

/** What each golden file reads as today; a new event type without one does not compile. */
export const PATIENT_EXAMPLES: PatientEvents = {
  CaseRegistered: { patientId: 1, ...STROKE, createdTime: NOON },
  MilestoneRecorded: { path: 'thrombolysis.medication_time', at: NOON },
  MilestoneCleared: { path: 'thrombolysis.medication_time' },
  FieldsRecorded: { values: { 'patient.name': '李雷', treatment_type: [429], toast: null, has_cpr_pre: true } },
  UnknownFieldsRecorded: { values: { 'patient.shoe_size': 42 } },
  EcgAdded: { list: 'pre_ecg', row: ROW },
  EcgChanged: { list: 'inside_ecg', row: ROW },
  EcgRemoved: { list: 'pre_ecg', id: 1 },
  ArchiveRequested: {},
  ArchiveWithdrawn: { reason: '时间有误' },
  ArchiveAccepted: {},
  ArchiveRefused: { reason: '缺少CT时间' },
  ChangeRefused: { code: 'case_archived', paths: ['toast'] },
  CaseSwitched: { from: STROKE, to: BASIC, carried: ['patient.name'] },
  CaseDeleted: STROKE,
  CaseRestored: STROKE,
};

export const USER_EXAMPLES: UserEvents = {
  UserAdded: { userId: 1, username: 'nurse', firstName: '王芳', isAdmin: false },
  PasswordReplaced: { userId: 1 },
};
