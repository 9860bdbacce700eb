import { Type, type Static } from '@sinclair/typebox';
import type { User } from '../../projections/users/queries.ts';
import { named } from '../openapi/schemas.ts';

export const userSchema = named(
  'User',
  Type.Object(
    {
      id: Type.Integer(),
      username: Type.String({ description: '用户名' }),
      first_name: Type.String({ description: '名' }),
      is_superuser: Type.Boolean({ description: '是否为管理员 (A-29)' }),
    },
    { additionalProperties: false },
  ),
);

export const userResponse = ({ userId, username, firstName, isAdmin }: User): Static<typeof userSchema> => ({
  id: userId,
  username,
  first_name: firstName,
  is_superuser: isAdmin,
});
