/**
 * Libraries ask whether this is production while they are loaded, graphql-js for one, which otherwise compares names of
 * classes at every look: imported before all others. Whoever wants it otherwise says so.
 */
process.env['NODE_ENV'] ??= 'production';
