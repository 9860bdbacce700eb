import { block, choice, flag, multiChoice, object, string } from '../fields.ts';

export const user = block(
  'user',
  { label: '用户', types: [] },
  {
    username: string('姓名'),
    first_name: string('名'),
    is_mdt_admin: flag('是否为mdt管理员'),
    can_view_other_case: flag('是否可以查看未接诊的病历'),
    user_permission_format: object('权限', { choices: 'PERMISSION_CONFIG' }),
    channel_type: choice('绿色通道类型', 'CHANNEL_CHOICES', { maxLength: 2, default: '1' }),
    teams: multiChoice('病例类型', 'TEAMS'),
  },
);

export const permissionConfig = block(
  'permission_config',
  { label: '权限', types: [] },
  {
    group_name: string('权限组'),
    perms: multiChoice('权限', 'PERMISSION_CONFIG'),
  },
);
