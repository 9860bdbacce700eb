import type { RejectionCode, RejectionFacts } from '../../domain/shared/rejection.ts';

/** By path of a field in the request, dotted (`patient.age`, `pre_ecg_in[0].imgs`), the sentences to show there. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** Refusals that HTTP itself gives rise to, beside those of the domain. */
export type HttpProblemCode =
  | 'validation_failed'
  | 'malformed_json'
  | 'malformed_url'
  | 'malformed_request'
  | 'bad_text'
  | 'incomplete_body'
  | 'if_match_invalid'
  | 'idempotency_key_invalid'
  | 'permission_denied'
  | 'admin_required'
  | 'login_failed'
  | 'username_taken'
  | 'picture_unknown'
  | 'ids_refused'
  | 'history_unknown'
  | 'upload_missing'
  | 'upload_type'
  | 'upload_form'
  | 'token_missing'
  | 'token_invalid'
  | 'not_found'
  | 'wristlet_unknown'
  | 'record_removed'
  | 'method_not_allowed'
  | 'request_slow'
  | 'idempotency_key_reused'
  | 'revision_conflict'
  | 'picture_differs'
  | 'too_large'
  | 'content_type'
  | 'expectation_unmet'
  | 'too_many_attempts'
  | 'head_too_large'
  | 'internal'
  | 'busy'
  | 'number_taken'
  | 'starting'
  | 'not_shown_yet'
  | 'store_unavailable'
  | 'database_unavailable';

export type ProblemCode = RejectionCode | HttpProblemCode;

export interface ProblemRow {
  readonly status: number;
  /** What the person at the screen reads. */
  readonly msg: string;
  /** The sentence goes on with the first field and what is wrong there: old clients show nothing else (E-GEN-13). */
  readonly namesField?: true;
  /** The facts that speak of fields, by path. */
  readonly errors?: (facts: RejectionFacts) => FieldErrors;
  /** Facts that the answer carries beside `msg`, `code` and `errors`. */
  readonly beside?: (facts: RejectionFacts) => Readonly<Record<string, unknown>>;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
}

const isList = (fact: RejectionFacts[string] | undefined): fact is readonly string[] => Array.isArray(fact);

const at =
  (sentence: string) =>
  (facts: RejectionFacts): FieldErrors =>
    Object.fromEntries(Object.keys(facts).map((path) => [path, [sentence]]));

/** Each path with what was sent there. */
const listed =
  (sentence: string) =>
  (facts: RejectionFacts): FieldErrors =>
    Object.fromEntries(Object.entries(facts).map(([path, values]) => [path, [`${sentence}:${String(values)}`]]));

const shownEach = (values: RejectionFacts[string]): string =>
  [values]
    .flat()
    .map((value) => value || '(空)')
    .join(',');

const conflicting = (facts: RejectionFacts): FieldErrors =>
  Object.fromEntries(Object.entries(facts).map(([path, values]) => [path, [`同时收到不同的值:${shownEach(values)}`]]));

const attempted = ({ paths }: RejectionFacts): FieldErrors =>
  Object.fromEntries((isList(paths) ? paths : []).map((path) => [path, ['病历已归档,未保存']]));

/** Status and sentence of every refusal (D-15); a code without a row does not compile. */
export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = {
  case_unknown: { status: 404, msg: '该病历不存在!', errors: at('该病历不存在') },
  case_deleted: { status: 404, msg: '该病历已被删除!' },
  case_switched: { status: 410, msg: '该病历已切换为其他类型!', beside: (facts) => ({ to: facts }) },
  case_archived: { status: 400, msg: '病历已归档,不能修改!', errors: attempted },
  archive_pending: { status: 400, msg: '病历已提交归档审核,不能进行该操作!' },
  archive_transition: { status: 400, msg: '当前归档状态不允许该操作!' },
  same_case_type: { status: 400, msg: '目标病历类型与当前类型相同!', errors: at('目标病历类型与当前类型相同') },
  unknown_case_type: { status: 400, msg: '病历类型不存在!', errors: at('病历类型不存在') },
  illness_grade_conflict: { status: 400, msg: '同时收到不同的病情分级!', errors: conflicting },
  sent_twice: { status: 400, msg: '同一字段在两处的值不一致!', errors: at('同一字段在两处的值不一致') },
  ecg_row_unknown: { status: 400, msg: '心电图记录不存在!', errors: at('心电图记录不存在') },
  not_a_milestone: { status: 400, msg: '该字段不是可记录的时间节点!', errors: at('不是可记录的时间节点') },
  not_yet: { status: 404, msg: '该时间点病历尚未建立!' },

  validation_failed: { status: 400, msg: '提交的内容有误,请检查标出的字段!', namesField: true },
  malformed_json: { status: 400, msg: '提交的内容不是有效的JSON!' },
  malformed_url: { status: 400, msg: '请求地址有误!' },
  malformed_request: { status: 400, msg: '请求格式有误!' },
  bad_text: { status: 400, msg: '提交的内容包含无法保存的字符!' },
  incomplete_body: { status: 400, msg: '提交的内容不完整,请重试!' },
  if_match_invalid: { status: 400, msg: 'If-Match 请求头有误!' },
  idempotency_key_invalid: { status: 400, msg: 'Idempotency-Key 请求头有误!' },
  permission_denied: { status: 400, msg: '抱歉,您没有该模块的访问权限!' },
  admin_required: { status: 400, msg: '抱歉,该操作需要管理员权限!' },
  login_failed: { status: 400, msg: '用户名或密码错误!' },
  username_taken: { status: 400, msg: '该用户名已被使用!', errors: at('该用户名已被使用') },
  picture_unknown: { status: 400, msg: '图片不存在,请先上传!', errors: listed('没有上传过该图片') },
  ids_refused: { status: 400, msg: '部分病历不能删除,本次没有删除任何病历!' },
  history_unknown: { status: 404, msg: '没有该病历的操作记录!' },
  upload_missing: { status: 400, msg: '没有收到文件!', errors: at('请选择要上传的文件') },
  upload_type: { status: 400, msg: '只能上传图片文件!', errors: at('不是支持的图片格式') },
  upload_form: { status: 400, msg: '只能在字段 file 中上传一个文件,不能包含其他内容!' },
  token_missing: { status: 401, msg: '请先登录!' },
  token_invalid: { status: 401, msg: '登录已失效,请重新登录!' },
  not_found: { status: 404, msg: '请求的内容不存在!' },
  wristlet_unknown: { status: 404, msg: '该腕带没有对应的患者!', errors: at('该腕带没有对应的患者') },
  record_removed: { status: 410, msg: '该病历的记录已从日志中移除,无法读取或修改,请联系管理员!' },
  method_not_allowed: { status: 405, msg: '不支持该请求方法!' },
  request_slow: { status: 408, msg: '请求发送过慢,请检查网络后重试!' },
  idempotency_key_reused: { status: 409, msg: '该请求标识已用于其他内容!' },
  revision_conflict: { status: 412, msg: '病历已被他人修改,请刷新后重试!' },
  picture_differs: { status: 412, msg: '图片与请求的条件不符!' },
  too_large: { status: 413, msg: '提交的内容过大!' },
  content_type: { status: 415, msg: '不支持的内容格式!' },
  expectation_unmet: { status: 417, msg: '不支持 Expect 请求头的要求!' },
  too_many_attempts: { status: 429, msg: '登录尝试次数过多,请稍后再试!', retryAfter: 60 },
  head_too_large: { status: 431, msg: '请求地址或请求头过长!' },
  internal: { status: 500, msg: '服务器内部错误,请联系管理员!' },
  busy: { status: 503, msg: '系统繁忙,请稍后重试!', retryAfter: 1 },
  number_taken: { status: 503, msg: '病历编号冲突,未保存,请重试!', retryAfter: 1 },
  starting: { status: 503, msg: '系统正在启动,请稍后重试!', retryAfter: 5 },
  not_shown_yet: { status: 503, msg: '没有找到该内容,刚保存的内容可能尚未显示,请稍后重试!', retryAfter: 2 },
  store_unavailable: { status: 503, msg: '系统暂时无法保存数据,请稍后重试!', retryAfter: 5 },
  database_unavailable: { status: 503, msg: '数据库暂时无法访问,请稍后重试!', retryAfter: 5 },
};
