import express from 'express';
import type { Express, Request, Response, Router } from 'express';
import { send } from '../api/dialect/answer.ts';
import { Problem, problemBody, problemHeaders } from '../api/problems/problem.ts';

const refuse = (request: Request, response: Response): Promise<void> | void => {
  const problem = new Problem('starting');
  const json = JSON.stringify(problemBody(problem));
  return send(request, response, { status: problem.status, json, headers: problemHeaders(problem) });
};

/** What answers until the API does, which may wait for minutes while read models are built: operations, and a 503 to everybody else. */
export const whileStarting = (operations: Router): Express => express().disable('x-powered-by').use(operations, refuse);
