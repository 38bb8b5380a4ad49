/** The change log of the contract, as schema/CHANGELOG.md tells it. */
import changelog from '../../../schema/CHANGELOG.md?raw';

/** A heading of the second level, and the points below it. */
export const changes = changelog
  .split(/^## /m)
  .slice(1)
  .map((part) => {
    const [heading = '', ...lines] = part.split('\n');
    const items = lines
      .join('\n')
      .split(/^- /m)
      .slice(1)
      .map((item) => item.replaceAll('`', '').replaceAll(/\s+/g, ' ').trim());
    return { heading, items };
  });
