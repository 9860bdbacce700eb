import { createResponseCheck, type OpenApiDocument } from './openapi.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined when it is no JSON. */
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface CallOptions {
  /** A value to send as JSON, or text and bytes to send as they are. */
  readonly body?: unknown;
  readonly raw?: string | Uint8Array<ArrayBuffer> | FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** `null` sends none; the client's own by default. */
  readonly token?: string | null;
}

export interface ApiClient {
  readonly url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Reply>;
  /** The same server through another token. */
  as(token: string | null): ApiClient;
}

const parsed = (text: string): Reply['body'] => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const headersOf = ({ body, headers, token }: CallOptions): Record<string, string> => ({
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(token !== null && token !== undefined && { authorization: `Token ${token}` }),
  ...headers,
});

const effectiveMethod = (method: string, headers: Readonly<Record<string, string>>): string =>
  method.toUpperCase() === 'POST' && /^(put|delete)$/i.test(headers['method'] ?? '')
    ? (headers['method'] ?? method)
    : method;

/** A client whose every answer is held to the OpenAPI document that the server itself serves. */
export const connectClient = async (url: string, token: string | null): Promise<ApiClient> => {
  const document: OpenApiDocument = JSON.parse(await (await fetch(`${url}/swagger/openapi.json`)).text());
  const check = createResponseCheck(document);
  const clientWith = (own: string | null): ApiClient => ({
    url,
    as: clientWith,
    call: async (method, path, options = {}) => {
      const headers = headersOf({ token: own, ...options });
      const payload = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
      const response = await fetch(`${url}${path}`, { method, headers, body: payload, redirect: 'manual' });
      const bytes = Buffer.from(await response.arrayBuffer());
      const text = bytes.toString('utf8');
      const contentType = response.headers.get('content-type');
      const { pathname } = new URL(path, url);
      check({ method: effectiveMethod(method, headers), path: pathname, status: response.status, contentType, text });
      return { status: response.status, headers: response.headers, text, body: parsed(text) };
    },
  });
  return clientWith(token);
};
