/** About 300 bytes of data and metadata, as a wristband's scan writes them. */
export const TYPE = 'MilestoneRecorded';

export const DATA = {
  path: 'thrombolysis.medication_time',
  at: '2021-05-06T02:03:04.000Z',
} as const;

export const METADATA = {
  userId: 17,
  user: '王医生',
  client: 'wristband',
  address: '10.12.0.44',
  correlationId: '5b0c1e0e-8c5f-4bb2-9a52-8f6b7a1f2f10',
  causationId: 'c1a0e0c4-53a7-4f0e-8a3e-2a3b6f1d9e77',
  recordedAt: '2021-05-06T02:03:05.123Z',
  schemaVersion: 1,
} as const;

export const DATA_TEXT = JSON.stringify(DATA);

export const METADATA_TEXT = JSON.stringify(METADATA);
