/** What an embed shows where the hub has no answer: quietly, and nothing of the product. */
import type { Card, EmbedLang } from './card.rules.ts';

export type Trouble = 'tooMany' | 'notUnderstood' | 'mapIsBuilt' | 'dead';

const words: Record<EmbedLang, Record<Trouble, [name: string, standing: string]> & { source: string }> = {
  vi: {
    tooMany: ['Hỏi quá nhiều', 'Sẽ tự hỏi lại sau ít phút.'],
    notUnderstood: ['Không hiểu địa chỉ này', 'Xin xem lại địa chỉ đã nhúng.'],
    mapIsBuilt: ['Bản đồ đang được dựng', 'Sẽ tự hỏi lại sau ít phút.'],
    dead: ['Sổ chưa trả lời được', 'Sẽ tự hỏi lại sau ít phút.'],
    source: 'Sổ OCOP',
  },
  en: {
    tooMany: ['Too many questions', 'It asks again in a few minutes.'],
    notUnderstood: ['This was not understood', 'Please check the address.'],
    mapIsBuilt: ['The map is being built', 'It asks again in a few minutes.'],
    dead: ['The register is silent', 'It asks again in a few minutes.'],
    source: 'OCOP register',
  },
};

export function troubleCard(trouble: Trouble, lang: EmbedLang): Card {
  const [name, standing] = words[lang][trouble];
  const { source } = words[lang];
  return {
    code: '',
    name,
    href: null,
    tone: 'gone',
    stars: 0,
    badge: 'OCOP',
    standing,
    producer: null,
    place: null,
    verify: null,
    source,
    stale: source,
  };
}
