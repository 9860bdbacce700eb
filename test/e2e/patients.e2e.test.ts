import { CASE_TYPE_NAMES } from '../../src/domain/catalogue/caseTypes.ts';
import { problem, rootOf, startCaseApi, type CaseApi } from '../support/caseApi.ts';

let api: CaseApi;
beforeAll(async () => {
  api = await startCaseApi();
});
afterAll(() => api.close());

const path = (patientId: number): string => `/api/patient/patient/${patientId}/`;

describe.each(CASE_TYPE_NAMES)('the patient of a case of type %s (E-CASE-30, A-64)', (caseType) => {
  it('is read and changed under patient.id, as the block of the case', async () => {
    const { id, patient } = await api.create(caseType, {
      patient: { name: '一', precpr: { rosc_time: '2026-05-01 08:00:00' } },
    });
    const whole = await api.call('GET', `${rootOf(caseType)}${id}/`);
    const read = await api.call('GET', path(patient.id));
    expect([read.status, read.body, read.headers.get('etag')]).toEqual([
      200,
      whole.body.patient,
      whole.headers.get('etag'),
    ]);
    const put = await api.call('PUT', path(patient.id), { body: { name: '二', admid: 'A1', eme_bed_no: '7' } });
    expect([put.status, put.body]).toEqual([200, { ...patient, name: '二', admid: 'A1', eme_bed_no: '7' }]);
    const patched = await api.call('PATCH', path(patient.id), { body: { precpr: { rosc_time: '' } } });
    expect(patched.body.precpr.rosc_time).toBeNull();
    expect((await api.detail(caseType, id)).patient).toEqual(patched.body);
    const end = await api.store.end();
    const echoed = await api.call('POST', path(patient.id), { body: patched.body, headers: { method: 'put' } });
    expect([echoed.status, echoed.body, await api.store.end()]).toEqual([200, patched.body, end]);
  });

  it('refuses what its type does not have', async () => {
    const { patient } = await api.create(caseType);
    const stranger =
      caseType === 'gib' ? { inside_rescue_info_chestpain: {} } : { inside_rescue_info: { bleed_symptom: ['x'] } };
    const reply = await api.call('PUT', path(patient.id), { body: stranger });
    expect([reply.status, reply.body]).toEqual([
      400,
      problem('validation_failed', { [Object.keys(stranger)[0] ?? '']: ['未知字段'] }),
    ]);
  });
});

describe('age (D-03)', () => {
  it('is what was entered until the date of birth is known, then counted on the day of arrival', async () => {
    const { patient } = await api.create('basic', {
      patient: { age: 50 },
      assist_examination: { hospital_arrive_time: '2026-05-01 08:00:00' },
    });
    expect(patient.age).toBe(50);
    const born = await api.call('PUT', path(patient.id), { body: { birth_date: '1960-05-02' } });
    expect(born.body.age).toBe(65);
    expect((await api.call('PUT', path(patient.id), { body: { birth_date: '1960-05-01' } })).body.age).toBe(66);
  });
});

describe('after a switch', () => {
  it('the patient is that of the case of now', async () => {
    const { id, patient } = await api.create('basic', { patient: { name: '一' } });
    await api.switchTo('basic', id, 'trauma');
    const { body } = await api.call('PUT', path(patient.id), { body: { disease_evalute: { eme_iss: 25 } } });
    expect(body).toMatchObject({ id: patient.id, name: '一', emergency_type: '3' });
  });
});
