import { Type } from '@sinclair/typebox';
import { PROBLEMS } from '../problems/sentences.ts';
import { named } from './schemas.ts';

const caseReference = Type.Object(
  { case_type: Type.String({ description: '病历类型代码' }), case_id: Type.Integer() },
  { additionalProperties: false },
);

/** The one error shape (A-29, D-09): `msg` is for the person, `code` for the program. */
export const problemSchema = named(
  'Problem',
  Type.Object(
    {
      msg: Type.String({ description: '提示用户的文字' }),
      code: Type.String({ enum: Object.keys(PROBLEMS), description: '稳定的错误代码' }),
      errors: Type.Record(Type.String(), Type.Array(Type.String()), { description: '按字段路径的提示' }),
      to: Type.Optional(caseReference),
      request_id: Type.Optional(Type.String({ description: '请求编号,仅用于服务器内部错误' })),
    },
    { additionalProperties: false, description: '错误' },
  ),
);
