import type { ResponseDeclaration } from '../dialect/route.ts';
import { problemSchema } from './problemSchema.ts';

type Responses = Readonly<Record<number, ResponseDeclaration>>;

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: '提交的内容被拒绝',
  401: '未登录或登录已失效',
  404: '内容不存在',
  409: '同一请求标识用于不同内容',
  410: '病历已切换为其他类型,或其记录已被移除',
  412: '内容已被他人修改,或与请求的条件不符',
  413: '内容过大',
  415: '内容格式不支持',
  429: '尝试次数过多',
  500: '服务器内部错误',
  503: '暂时无法服务',
};

/** How a refusal with this status is documented. */
export const refusalResponse = (status: number): ResponseDeclaration => ({
  description: DESCRIPTIONS[status] ?? '',
  schema: problemSchema,
});

/** Adds refusals that a route has beside those that its declaration implies. */
export const responsesWith = (responses: Responses, ...statuses: readonly number[]): Responses => ({
  ...responses,
  ...Object.fromEntries(statuses.map((status) => [status, refusalResponse(status)])),
});
