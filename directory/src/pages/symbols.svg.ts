import { symbolSheet } from '../components/art/symbols.ts';

export const GET = () => new Response(symbolSheet(), { headers: { 'content-type': 'image/svg+xml' } });
