import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { PictureFolder } from '../../src/api/files/pictureFolder.ts';
import { startApi, type TestApi } from '../support/api.ts';
import { eventually } from '../support/eventually.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi({ uploadLimitBytes: 100_000, settings: { basePath: '/green' } });
});
afterAll(() => api.close());

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('心电图')]);

const formWith = (bytes: Uint8Array<ArrayBuffer>, name = '心电图.png', field = 'file'): FormData => {
  const form = new FormData();
  form.append(field, new Blob([bytes], { type: 'image/png' }), name);
  return form;
};

const formOf = (...parts: readonly (readonly [string, string | Blob])[]): FormData => {
  const form = new FormData();
  for (const [name, value] of parts) form.append(name, value);
  return form;
};

const upload = (raw: FormData, headers: Record<string, string> = {}, query = '') =>
  api.client.call('POST', `/api/common/upload/${query}`, { raw, headers });

const incoming = async (): Promise<readonly string[]> => readdir(join(api.mediaFolder, 'incoming')).catch(() => []);

describe('uploading a picture (D-12)', () => {
  it('answers its id and absolute URL, and keeps the bytes under their hash', async () => {
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'outer.example' };
    const { status, body } = await upload(formWith(PNG), headers);
    const name = `${createHash('sha256').update(PNG).digest('hex')}.png`;
    expect([status, body]).toEqual([201, { id: expect.any(Number), url: `https://outer.example/green/media/${name}` }]);
    expect(await readFile(join(api.mediaFolder, name.slice(0, 2), name))).toEqual(PNG);
    expect(await incoming()).toEqual([]);
  });

  it('of the same content twice is the same picture, whatever field and name it comes under', async () => {
    const first = await upload(formWith(PNG));
    const second = await upload(formWith(PNG, 'other.jpg', 'imgs'));
    expect(second.body).toEqual(first.body);
  });

  it.each([
    ['something that is no picture', formWith(Buffer.from('<svg onload=alert(1)>')), 400, 'upload_type'],
    ['a form without a file', new FormData(), 400, 'upload_missing'],
    ['a picture over the limit', formWith(Buffer.concat([PNG, Buffer.alloc(100_001)])), 413, 'too_large'],
  ])('refuses %s and leaves nothing behind', async (_, form, status, code) => {
    const reply = await upload(form);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
    await eventually(async () => (await incoming()).length === 0);
  });

  it.each([
    ['a parameter that nobody knows', {}, '?t=1623', 'validation_failed'],
    ['a condition that makes no sense', { 'if-match': '5' }, '', 'if_match_invalid'],
  ])('with %s is refused and leaves nothing behind', async (_, headers, query, code) => {
    const { status, body } = await upload(formWith(PNG), headers, query);
    expect([status, body.code, await incoming()]).toEqual([400, code, []]);
  });

  it('that cannot be given its name leaves nothing behind', async () => {
    const bytes = Buffer.concat([PNG, Buffer.from('another')]);
    const name = `${createHash('sha256').update(bytes).digest('hex')}.png`;
    await mkdir(join(api.mediaFolder, name.slice(0, 2), name), { recursive: true });
    expect((await upload(formWith(bytes))).status).toBe(500);
    expect(await incoming()).toEqual([]);
  });

  it.each([
    ['two files', formOf(['file', new Blob([PNG])], ['other', new Blob([PNG])])],
    ['many fields', formOf(...Array.from({ length: 300 }, (_, at) => [`field${at}`, 'x'] as const))],
    ['a long field', formOf(['note', 'x'.repeat(20_000)], ['file', new Blob([PNG])])],
  ])('says what a form may hold when it holds %s, and leaves nothing behind', async (_, form) => {
    const { status, body } = await upload(form);
    const msg = '只能在字段 file 中上传一个文件,不能包含其他内容!';
    expect([status, body]).toEqual([400, { msg, code: 'upload_form', errors: {} }]);
    await eventually(async () => (await incoming()).length === 0);
  });

  it.each([
    ['JSON', 'application/json', '{}', 415],
    ['a form without a boundary', 'multipart/form-data', 'x', 400],
    ['a form that breaks off', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\nx', 400], // prettier-ignore
    ['a form that makes no sense', 'multipart/form-data; boundary=b', '--b\r\n\r\n\r\n--b--\r\n', 400],
  ])('refuses %s', async (_, type, raw, status) => {
    const reply = await api.client.call('POST', '/api/common/upload/', { raw, headers: { 'content-type': type } });
    expect(reply.status).toBe(status);
    await eventually(async () => (await incoming()).length === 0);
  });

  it('needs a token before a byte is written', async () => {
    expect((await api.client.as(null).call('POST', '/api/common/upload/', { raw: formWith(PNG) })).status).toBe(401);
  });

  it('that the client breaks off leaves nothing behind', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
    const part = '--b\r\nContent-Disposition: form-data; name="f"; filename="a.png"\r\n\r\n\x89PNG\r\n\x1a\n';
    const head = `POST /api/common/upload/ HTTP/1.1\r\nHost: x\r\nAuthorization: Token ${api.token}\r\n`;
    socket.write(
      `${head}Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000\r\n\r\n${part}`,
      'latin1',
    );
    await eventually(async () => (await incoming()).length === 1);
    socket.destroy();
    await eventually(async () => (await incoming()).length === 0);
  });
});

describe('a start', () => {
  it('removes what an upload left behind long ago, and nothing that may still be arriving', async () => {
    const folder = join(api.mediaFolder, 'incoming');
    const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
    for (const [name, time] of [
      ['old', hoursAgo(1.1)],
      ['young', hoursAgo(0.9)],
    ] as const) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), time, time);
    }
    await new PictureFolder(api.mediaFolder).clear();
    expect(await incoming()).toEqual(['young']);
    await rm(join(folder, 'young'));
  });
});

describe('showing a picture', () => {
  const pathOf = async (): Promise<string> => {
    const { body } = await upload(formWith(PNG));
    return new URL(body.url).pathname.replace('/green', '');
  };

  it('sends the bytes with headers that let nothing run', async () => {
    const { status, headers } = await api.client.call('GET', await pathOf());
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  });

  it('takes the token from the address as well, since a page shows it by its address (E-GEN-03)', async () => {
    const response = await fetch(`${api.url}${await pathOf()}?token=${api.token}`);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(PNG);
    expect((await api.client.as(null).call('GET', await pathOf())).status).toBe(401);
  });

  it('sends nothing again that the client has', async () => {
    const path = await pathOf();
    const etag = (await api.client.call('GET', path)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await api.client.call('GET', path, { headers })).status).toBe(304);
  });

  it.each([
    ['if-match', '"another"'],
    ['if-unmodified-since', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ])('is refused under a condition that does not hold, and that answer is not kept: %s %s', async (name, value) => {
    const { status, body, headers } = await api.client.call('GET', await pathOf(), { headers: { [name]: value } });
    expect([status, body.code, body.errors]).toEqual([412, 'picture_differs', {}]);
    expect([headers.get('cache-control'), headers.get('etag')]).toEqual([null, null]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });

  it('is sent under a condition that holds', async () => {
    const path = await pathOf();
    const etag = (await api.client.call('GET', path)).headers.get('etag') ?? '';
    expect((await api.client.call('GET', path, { headers: { 'if-match': etag } })).status).toBe(200);
  });

  it.each([
    `/media/${'0'.repeat(64)}.png`,
    '/media/..%2f..%2fetc%2fpasswd',
    '/media/incoming',
    '/media/',
    `/media/${'0'.repeat(64)}.html`,
  ])('is a 404 for %s, and that answer is not kept', async (path) => {
    const { status, body, headers } = await api.client.call('GET', path);
    expect([status, body.code, headers.get('cache-control')]).toEqual([404, 'not_found', null]);
  });
});

describe('what a client calls a picture (D-12)', () => {
  it('is its id, or a URL through any host, scheme and base path; others are unknown', async () => {
    const { body } = await upload(formWith(PNG));
    const stored = new URL(body.url).pathname.replace('/green', '');
    const names = [String(body.id), `0${body.id}`, body.url, `http://inner:8080${stored}?token=x`, stored];
    expect(await api.pictures.resolve(names)).toEqual(names.map(() => stored));
    const strangers = ['99999999', 'x', '', `/media/${'0'.repeat(64)}.png`, 'https://else.example/a.png'];
    expect(await api.pictures.resolve(strangers)).toEqual(strangers.map(() => undefined));
    expect(await api.pictures.resolve([])).toEqual([]);
  });
});
