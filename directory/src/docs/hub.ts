/** The address that the recipes are written with: a hub on the reader's own machine. */
const written = 'http://localhost:4000';

/** Where the reader finds the hub: at the site's own address, where the build knows it. */
export const hubAt = (site: URL | undefined): string => site?.origin ?? written;

export const addressed = (text: string, hub: string): string => text.replaceAll(written, hub);
