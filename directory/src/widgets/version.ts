/** Raised whenever the script or the style changes: what was released under a version stays as it is for ever. */
export const version = '1.0.0';
