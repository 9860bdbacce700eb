import express from 'express';
import type { Express, Router } from 'express';
import { sendProblem } from '../api/problems/answerProblems.ts';
import { Problem } from '../api/problems/problem.ts';

/** What answers until the API does, which may wait for minutes while read models are built: operations, and a 503 to everybody else. */
export const whileStarting = (operations: Router): Express =>
  express()
    .disable('x-powered-by')
    .use(operations, (request, response) => sendProblem(new Problem('starting'), request, response));
