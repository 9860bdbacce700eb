import { rootOf, type CaseApi } from '../../../support/caseApi.ts';
import type { Cases } from '../oracle/answers.ts';
import type { TypeName } from '../oracle/caseTypes.ts';
import type { Row } from '../oracle/row.ts';

/** Every live case of a type through its list, whose rows have the detail's shape. */
const readType = async (api: CaseApi, type: TypeName): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (let offset = 0; ; offset += 500) {
    const { body } = await api.call('GET', `${rootOf(type)}?limit=500&offset=${offset}&ordering=id`);
    rows.push(...body.results);
    if (body.next === null) return rows;
  }
};

export const readAllCases = async (api: CaseApi): Promise<Cases> => ({
  chestpain: await readType(api, 'chestpain'),
  apoplexy: await readType(api, 'apoplexy'),
  trauma: await readType(api, 'trauma'),
  toxic: await readType(api, 'toxic'),
  basic: await readType(api, 'basic'),
  gib: await readType(api, 'gib'),
});
