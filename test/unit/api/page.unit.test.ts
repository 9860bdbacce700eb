import express, { type Request } from 'express';
import { linkTo, pageLinks, renderPage, windowOf } from '../../../src/api/dialect/page.ts';

const requestFor = (originalUrl: string): Request => Object.assign(Object.create(express.request), { originalUrl });

const ORIGIN = 'https://hospital.example/green';

describe('a page of a list (E-GEN-11, A-66)', () => {
  it('has 20 rows by default, and a limit beyond the list is cut (D-17)', () => {
    expect(windowOf({})).toEqual({ limit: 20, offset: 0 });
    expect(windowOf({ limit: 1_000_000 }, 500)).toEqual({ limit: 500, offset: 0 });
    expect(windowOf({ limit: 1_000_000 })).toEqual({ limit: 1_000_000, offset: 0 });
  });

  it('links to its neighbours absolutely, and keeps every other parameter', () => {
    const request = requestFor('/api/apoplexy/?limit=1000&gender=1&created_time[]=a&created_time[]=b&offset=500');
    const links = pageLinks({ request, origin: ORIGIN }, { limit: 500, offset: 500 }, 1001);
    const kept = 'gender=1&created_time%5B%5D=a&created_time%5B%5D=b';
    expect(links).toEqual({
      next: `${ORIGIN}/api/apoplexy/?limit=500&${kept}&offset=1000`,
      previous: `${ORIGIN}/api/apoplexy/?limit=500&${kept}`,
    });
  });

  it('links nowhere beyond its ends', () => {
    const context = { request: requestFor('/api/apoplexy/'), origin: ORIGIN };
    expect(pageLinks(context, { limit: 20, offset: 0 }, 20)).toEqual({ next: null, previous: null });
    expect(pageLinks(context, { limit: 20, offset: 0 }, 21).next).toBe(`${ORIGIN}/api/apoplexy/?limit=20&offset=20`);
    expect(pageLinks(context, { limit: 20, offset: 7 }, 21).previous).toBe(`${ORIGIN}/api/apoplexy/?limit=20`);
  });

  it('joins rows that are JSON already', () => {
    const rendered = renderPage({ count: 2, next: null, previous: '/"x', results: ['{"id":1}', '{"id":2}'] });
    expect(JSON.parse(rendered)).toEqual({ count: 2, next: null, previous: '/"x', results: [{ id: 1 }, { id: 2 }] });
  });

  it('takes a parameter away where there is nothing to say', () => {
    expect(linkTo(requestFor('/api/history/?after=3'), ORIGIN, { after: undefined })).toBe(`${ORIGIN}/api/history/`);
  });
});
