import type { FieldValue } from '../../src/domain/patient/events.ts';
import { seededRandom, seedOf } from './seededRandom.ts';

const SURNAMES = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石',
];
const GIVEN = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰红梅春秋海山林志新永安宁成德仁和福荣庆云飞龙凤雪晴月琴莲珍珠宝金银东南西北',
];
const KIND = 1;
const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.25;
const LAST_BIRTH = Date.UTC(2010, 0, 1);
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** A number in the form of an identity card, with a place that no card has, so that it is nobody's. */
const idNumber = (born: string, serial: number): string => {
  const body = `990000${born.replaceAll('-', '')}${String(serial % 1000).padStart(3, '0')}`;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return `${body}${CHECKS[sum % CHECKS.length]}`;
};

/**
 * Somebody who does not exist: the same for the same number, so that people come more than once.
 * @param index of the person
 */
export const personOf = (seed: number, index: number): Readonly<Record<string, FieldValue>> => {
  const random = seededRandom(seedOf(seed, KIND, index));
  const given = `${random.pick(GIVEN)}${random.chance(0.7) ? random.pick(GIVEN) : ''}`;
  const age = random.chance(0.12) ? 1 + random.below(17) : 95 - Math.floor(random.skewed(0, 77));
  const born = new Date(LAST_BIRTH - (age - 1) * YEAR_DAYS * DAY_MS - random.below(365) * DAY_MS);
  const day = born.toISOString().slice(0, 10);
  const isBirthKnown = random.chance(0.92);
  return {
    'patient.name': `${random.pick(SURNAMES)}${given}`,
    'patient.pat_med_card': `${10_000_000 + index}`,
    ...(random.chance(0.98) && { 'patient.gender': random.chance(0.55) ? '1' : '2' }),
    ...(isBirthKnown ? { 'patient.birth_date': day } : { 'patient.age': age }),
    ...(random.chance(0.8) && {
      'patient.credentials_type': '1',
      'patient.idno': idNumber(day, index),
    }),
    ...(random.chance(0.7) && { 'patient.mobile': `1990000${String(random.below(10_000)).padStart(4, '0')}` }),
  };
};
