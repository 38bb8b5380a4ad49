import type { Lang } from '../language.ts';
import type { LinkFault } from './digital-link.rules.ts';

interface Text {
  title: string;
  lead: string;
}

interface Words {
  fault(fault: LinkFault): Text;
  unknown(gtin: string): Text;
}

export const words: Record<Lang, Words> = {
  vi: {
    fault(link) {
      switch (link.fault) {
        case 'CHECK_DIGIT':
          return {
            title: 'Mã vạch sai chữ số kiểm tra',
            lead: `Chữ số cuối là ${link.given}, nhưng theo các số đứng trước thì phải là ${link.right}. Hãy quét hoặc gõ lại.`,
          };
        case 'LENGTH':
          return { title: 'Không phải mã vạch', lead: 'GTIN có 8, 12, 13 hoặc 14 chữ số.' };
        case 'QUALIFIERS':
          return {
            title: 'Không phải GS1 Digital Link',
            lead: 'Sau GTIN chỉ có thể là 22 (biến thể), 10 (lô), 21 (sê-ri), theo thứ tự ấy, mỗi số kèm một giá trị không quá 20 ký tự.',
          };
      }
    },
    unknown: (gtin) => ({
      title: 'Chưa biết mã vạch này',
      lead: `Mã vạch ${gtin} viết đúng, nhưng sổ chưa có sản phẩm nào mang mã này. Có thể sản phẩm đã được công nhận mà sổ chưa ghi mã vạch: hãy thử mã tra cứu hoặc số quyết định.`,
    }),
  },
  en: {
    fault(link) {
      switch (link.fault) {
        case 'CHECK_DIGIT':
          return {
            title: 'The check digit of this barcode is wrong',
            lead: `The check digit is ${link.given}, but the digits before it call for ${link.right}. Scan or type it again.`,
          };
        case 'LENGTH':
          return { title: 'That is no barcode number', lead: 'A GTIN has 8, 12, 13 or 14 digits.' };
        case 'QUALIFIERS':
          return {
            title: 'That is no GS1 Digital Link',
            lead: 'After the GTIN only 22 (variant), 10 (lot) and 21 (serial) may follow, in this order, each with a value of at most 20 characters.',
          };
      }
    },
    unknown: (gtin) => ({
      title: 'This barcode is not known',
      lead: `The number ${gtin} is well formed, but no product in the register has it. The product may be recognised although its barcode was not recorded: try its code or the number of the decision.`,
    }),
  },
};
