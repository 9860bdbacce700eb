import { block, integer, string } from '../fields.ts';

export const article = block(
  'article',
  { label: '文章', types: [] },
  {
    category_id: integer('文章目录'),
    url: string('文章链接'),
  },
);
