export default () => ({ dir: { input: '.', output: '_site', data: '_data' } });
