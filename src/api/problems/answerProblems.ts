import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { send } from '../dialect/answer.ts';
import { contextOf } from '../dialect/requestContext.ts';
import { describeError } from './describeError.ts';
import { Problem, problemBody, problemHeaders } from './problem.ts';
import { problemOf } from './problemOf.ts';
import type { ProblemCode } from './sentences.ts';
import type { ProjectionProgress } from '../../projections/progress.ts';

/** What is our own fault is answered with nothing but the request id. */
export const sendProblem = (problem: Problem, request: Request, response: Response): Promise<void> | void => {
  const body = problemBody(problem);
  const { correlationId } = contextOf(request);
  const json = JSON.stringify(problem.status === 500 ? { ...body, request_id: correlationId } : body);
  return send(request, response, { status: problem.status, json, headers: problemHeaders(problem) });
};

const NOT_FOUND: readonly ProblemCode[] = ['case_unknown', 'wristlet_unknown'];

type Progress = Pick<ProjectionProgress, 'isBehind'>;

/** Nobody is told that there is no such case while what was acknowledged is not shown yet (D-36). */
const problemFor = (error: unknown, progress: Progress): Problem => {
  const problem = problemOf(error);
  return NOT_FOUND.includes(problem.code) && progress.isBehind() ? new Problem('not_shown_yet') : problem;
};

/**
 * The one place where an error becomes an answer. What is our own fault is logged with its stack.
 */
export const answerProblems =
  (logger: Logger, progress: Progress) =>
  async (error: unknown, request: Request, response: Response): Promise<void> => {
    const problem = problemFor(error, progress);
    const { correlationId } = contextOf(request);
    if (problem.status >= 500) logger.error({ correlationId, code: problem.code, error: describeError(error) });
    if (response.headersSent) return void response.destroy();
    await sendProblem(problem, request, response);
  };
