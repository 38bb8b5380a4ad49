/** An export that cannot be asked for like this: what is wrong, and what there is instead. */
export class BadExport extends Error {
  override name = 'BadExport';

  constructor(
    /** The parameter, as it stands in the address. */
    readonly parameter: string,
    message: string,
    readonly allowed: readonly string[] = [],
    readonly status: 400 | 404 | 410 = 400,
  ) {
    super(message);
  }
}
