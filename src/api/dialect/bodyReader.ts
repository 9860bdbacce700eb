import type { Request, RequestHandler, Response } from 'express';

/** Reads the body of a request into `request.body`; resolves when it is there. */
export type BodyReader = (request: Request, response: Response) => Promise<void>;

/** What an express middleware does before the next one. Body parsers give an error to `next`, or throw it. */
export const readerOf =
  (middleware: RequestHandler): BodyReader =>
  (request, response) =>
    new Promise((resolve, reject) => {
      void middleware(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
