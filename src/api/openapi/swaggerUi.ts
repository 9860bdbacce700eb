import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

/** Replaces the package's own script, which opens a sample from the internet; nothing here has an outside address. */
const INITIALIZER = `window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: 'openapi.json',
    dom_id: '#swagger-ui',
    deepLinking: true,
    validatorUrl: null,
    presets: [SwaggerUIBundle.presets.apis],
    layout: 'BaseLayout',
  });
};
`;

const initializer: RequestHandler = (_request, response) => {
  response.type('text/javascript').send(INITIALIZER);
};

/** The page loads its parts by relative addresses, which need the slash; a relative redirect also works below a prefix. */
const withSlash: RequestHandler = (request, response, next) => {
  if (request.path === '/' && !request.originalUrl.split('?')[0]?.endsWith('/')) {
    response.redirect(301, 'swagger/');
    return;
  }
  next();
};

/** Swagger UI from its package, at `/swagger/` (E-GEN-01). */
export const swaggerUi = (): Router => {
  const router = express.Router();
  router.use(withSlash);
  router.get('/swagger-initializer.js', initializer);
  router.use(express.static(folder, { redirect: false, dotfiles: 'ignore' }));
  return router;
};
