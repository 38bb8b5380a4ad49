import { doors } from './doors.rules.ts';

const types: Record<string, string> = {
  '.ttl': 'text/turtle',
  '.jsonld': 'application/ld+json',
  '.json': 'application/json',
};

/** The catalogues, as what links lead to. */
export const catalogues = doors
  .filter(({ group, key }) => group === 'CATALOGUES' && key !== 'csvw')
  .map(({ path, title }) => {
    const at = path ?? '';
    return { path: at, type: types[at.slice(at.lastIndexOf('.'))] ?? '', title };
  });

/** The same as a header of links (RFC 8288). */
export const catalogueDoors: string = catalogues
  .map(({ path, type }) => `<${path}>; rel="describedby"; type="${type}"`)
  .join(', ');
