import { formatNames, formats } from '../../exchange/exports/formats.rules.ts';
import type { KeptSnapshot } from '../../exchange/exports/kept-snapshots.ts';
import { exportLists } from '../../exchange/exports/lists.ts';
import { html } from '../html.ts';
import type { Lang } from '../language.ts';
import { address, framed, otherOf } from '../verdict/frame.ts';
import { words as verdictWords } from '../verdict/words.ts';

const words = {
  vi: {
    title: 'Tải dữ liệu về',
    lead: 'Đúng những sản phẩm của bộ lọc, trong mọi định dạng. Mỗi tệp có biên nhận: mã bản chụp, SHA-256, số dòng, giấy phép và cách trích dẫn.',
    filter: 'Bộ lọc',
    everything: 'tất cả sản phẩm',
    about: {
      csv: 'bảng, mở bằng mọi chương trình bảng tính',
      xlsx: 'Excel, có từ điển các cột và trang giới thiệu',
      geojson: 'bản đồ trên web',
      ndjson: 'mỗi dòng một sản phẩm, cho chương trình',
      gpkg: 'QGIS và các phần mềm GIS',
      parquet: 'phân tích dữ liệu lớn (GeoParquet)',
    },
    receipt: 'biên nhận',
    forExcel: 'CSV cho Excel (có BOM)',
    others: 'Các danh sách khác',
    snapshots: 'Bản chụp hằng đêm',
    noSnapshot: 'Chưa giữ bản chụp nào.',
    list: 'Danh sách cho chương trình',
    back: 'Về danh sách sản phẩm',
  },
  en: {
    title: 'Download the data',
    lead: 'Exactly the products of the filter, in every format. Each file has a receipt: snapshot, SHA-256, rows, licence and how to cite it.',
    filter: 'Filter',
    everything: 'all products',
    about: {
      csv: 'a table for any spreadsheet',
      xlsx: 'with a dictionary of its columns and a page about itself',
      geojson: 'maps on the web',
      ndjson: 'a product a line, for programs',
      gpkg: 'QGIS and other GIS',
      parquet: 'analysis of large data (GeoParquet)',
    },
    receipt: 'receipt',
    forExcel: 'CSV for Excel (with a byte order mark)',
    others: 'Other lists',
    snapshots: 'Kept every night',
    noSnapshot: 'None has been kept yet.',
    list: 'The list for programs',
    back: 'Back to the list of products',
  },
};

/** Every format of the same filter, and what is kept of earlier days. It needs no script. */
export function exportPage(
  lang: Lang,
  {
    query,
    trouble,
    snapshots,
  }: { query: string; trouble: string | null; snapshots: readonly KeptSnapshot[] },
): string {
  const t = words[lang];
  const own = Object.fromEntries(new URLSearchParams(query));
  const at = (path: string, more: Record<string, string> = {}) =>
    address(path, { ...own, ...(lang === 'en' && { lang }), ...more });
  const list = lang === 'vi' ? '/san-pham/' : '/en/products/';
  return framed(
    {
      lang,
      title: t.title,
      otherLanguage: address('/export/', { ...own, lang: otherOf(lang) }),
      isHidden: true,
    },
    html`<div class="in">
      <section class="part">
        <h1>${t.title}</h1>
        <p>${t.lead}</p>
        ${
          trouble
            ? html`<div class="wrong" role="alert"><p>${trouble}</p></div>`
            : html`<p>
                  ${t.filter}: <b>${query ? decodeURIComponent(query.replaceAll('+', ' ')) : t.everything}</b>
                </p>
                <ul>
                  ${formatNames.map(
                    (format) =>
                      html`<li>
                        <a href="${at(`/export/products.${format}`)}"><b>${formats[format].name}</b></a
                        >: ${t.about[format]} (<a href="${at(`/export/products.${format}`, { receipt: '1' })}"
                          >${t.receipt}<span hidden> ${formats[format].name}</span></a
                        >)
                      </li>`,
                  )}
                  <li><a href="${at('/export/products.csv', { bom: '1' })}">${t.forExcel}</a></li>
                </ul>`
        }
        <p><a href="${address(list, trouble ? {} : own)}">${t.back}</a></p>
      </section>
      <section class="part">
        <h2>${t.others}</h2>
        <ul>
          ${exportLists
            .slice(1)
            .map(
              ({ table }) =>
                html`<li>
                  ${table.title[lang]}:
                  ${table.formats.map(
                    (format, index) =>
                      html`${index > 0 && ', '}<a
                          href="${address(`/export/${table.name}.${format}`, { ...(lang === 'en' && { lang }) })}"
                          >${formats[format].name}</a
                        >`,
                  )}
                </li>`,
            )}
        </ul>
      </section>
      <section class="part">
        <h2>${t.snapshots}</h2>
        ${
          snapshots.length === 0
            ? html`<p>${t.noSnapshot}</p>`
            : html`<ul>
                ${snapshots.map(
                  ({ day, files }) =>
                    html`<li>
                      ${verdictWords[lang].day(day)}:
                      ${files
                        .filter(({ list: ofList }) => ofList === 'products')
                        .map(
                          ({ file, format }, index) =>
                            html`${index > 0 && ', '}<a href="/export/snapshots/${day}/${file}"
                                >${formats[format].name}</a
                              >`,
                        )}
                    </li>`,
                )}
              </ul>`
        }
        <p><a href="/export/snapshots">${t.list}</a></p>
      </section>
    </div>`,
  );
}
