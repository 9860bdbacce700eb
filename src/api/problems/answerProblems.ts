import type { Request, Response } from 'express';
import type { Logger } from 'pino';
import { send } from '../dialect/answer.ts';
import { contextOf } from '../dialect/requestContext.ts';
import { describeError } from './describeError.ts';
import { problemBody, problemHeaders } from './problem.ts';
import { problemOf } from './problemOf.ts';

/**
 * The one place where an error becomes an answer. What is our own fault is logged with its stack and answered with
 * nothing but the request id.
 */
export const answerProblems =
  (logger: Logger) =>
  async (error: unknown, request: Request, response: Response): Promise<void> => {
    const problem = problemOf(error);
    const { correlationId } = contextOf(request);
    if (problem.status >= 500) logger.error({ correlationId, code: problem.code, error: describeError(error) });
    if (response.headersSent) return void response.destroy();
    const body = problemBody(problem);
    const json = JSON.stringify(problem.status === 500 ? { ...body, request_id: correlationId } : body);
    await send(request, response, { status: problem.status, json, headers: problemHeaders(problem) });
  };
