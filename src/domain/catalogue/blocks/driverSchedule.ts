import { block, date, integer, rows } from '../fields.ts';

export const driverSchedule = block(
  'schedule_driver',
  { label: '司机排班', types: [] },
  {
    schedule_day: date('排班日期'),
    schedule_detail: rows('排班明细'),
  },
);

export const driverScheduleDetail = block(
  'schedule_driver.schedule_detail[]',
  { label: '排班明细', types: [] },
  {
    ambulance: integer('救护车id'),
  },
);
