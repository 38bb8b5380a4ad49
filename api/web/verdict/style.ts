import { createHash } from 'node:crypto';

/**
 * Written for the browser of a ten-year-old telephone in the sun: plain blocks, system letters, every text at least
 * 7:1 against its ground (WCAG AAA). What an old browser does not know, it leaves out, and nothing is lost.
 */
const rules = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:#fdfcf9;color:#1c1917;font:400 18px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:break-word;word-wrap:break-word}
a{color:#0f4a26;text-underline-offset:3px}
a:focus,button:focus,input:focus,textarea:focus,summary:focus{outline:3px solid #1d4ed8;outline-offset:2px}
h1,h2,h3,p,dl,dd,ul{margin:0}
h1{line-height:1.25;text-wrap:balance}
h2{font-size:24px;line-height:1.3}
h3{font-size:19px;line-height:1.35}
.in{max-width:720px;margin:0 auto;padding:0 18px}
.top{border-bottom:1px solid #ddd6c8;font-size:16px}
.top a{display:inline-block;padding:11px 0;min-height:46px;line-height:24px}
.top .brand{font-weight:700;text-decoration:none}
.brand svg{vertical-align:-7px;margin-right:8px}
.top .lang{float:right}
.top .in:after,.answer .in:after{content:"";display:block;clear:both}
.notice{background:#f4f1ea;color:#44403c;font-size:16px}
.notice .in{padding-top:8px;padding-bottom:8px}
.answer{color:#fff;padding:22px 0 24px}
.answer a{color:inherit}
.answer a:focus{outline-color:currentColor}
.sign{float:left;margin:2px 18px 8px 0}
.answer h1{font-size:38px;line-height:1.15;font-weight:800;overflow:hidden}
.until{font-size:22px;line-height:1.35;font-weight:700;clear:both;padding-top:4px}
.stars{display:block;margin:4px 0 6px}
.stars path{stroke:currentColor;stroke-width:1.6;fill:none}
.stars .on{fill:currentColor}
.answer h2{clear:both;padding-top:16px}.by,.sentence{margin-top:4px}.sentence{clear:both}
.day{margin-top:10px;font-size:16px}
.IN_FORCE{background:#14532d}.EXPIRED{background:#57340b}.REVOKED{background:#991b1b}.SUPERSEDED{background:#1e3a8a}
.NOT_CONFIRMED{background:#fde68a;color:#1c1917}.UNKNOWN{background:#292524}
.other-day{background:#1c1917;color:#fff;font-weight:700}
.other-day .in{padding-top:10px;padding-bottom:10px}
.other-day a{color:#fff}
section.part{padding:22px 0;border-bottom:1px solid #ddd6c8}
.part h2,.part h3{margin-bottom:10px}
.part p+p,.part p+ul,.part ul+p,.part div+p,.part form,.part form+ul{margin-top:12px}
.quiet{color:#44403c}
dl div{padding:8px 0;border-top:1px solid #ddd6c8}
dl div:first-child{border-top:0}
dt{color:#44403c;font-size:16px}
.code{font:700 20px/1.5 ui-monospace,Menlo,Consolas,"Roboto Mono",monospace;letter-spacing:.06em;white-space:nowrap}
ul{padding-left:22px}
li{padding:3px 0}
ul.choices{list-style:none;padding:0}
.choices li{padding:0;border-top:1px solid #ddd6c8}
.choices a{display:block;padding:12px 0;text-decoration:none}
.choices b{text-decoration:underline}
label,.label{display:block;font-weight:700;margin:16px 0 4px}
.hint{display:block;font-weight:400;font-size:16px;color:#44403c}
input,textarea{font:inherit;color:inherit;background:#fff;border:2px solid #57534e;border-radius:6px;padding:10px 12px;width:100%;max-width:100%}
input[type=file]{border-style:dashed}
textarea{vertical-align:top}
.find input{max-width:420px;text-transform:uppercase}
.find input::placeholder{color:#57534e}
button,.button{display:inline-block;font:inherit;font-weight:700;color:#fff;background:#14532d;border:2px solid #14532d;border-radius:6px;padding:10px 20px;margin-top:12px;min-height:48px;text-decoration:none;cursor:pointer}
.plain{background:none;color:#0f4a26}
.wrong{border-left:6px solid #991b1b;padding-left:14px}
.wrong p,.error{color:#7f1d1d;font-weight:700}
.wrong input,.wrong textarea{border-color:#991b1b}
summary{cursor:pointer;padding:10px 0;color:#0f4a26;text-decoration:underline}
footer.in{padding-top:22px;padding-bottom:40px;font-size:16px;color:#44403c}
@media (min-width:700px){.answer{padding:34px 0 36px}.answer h1{font-size:52px}.until{font-size:26px;clear:none;overflow:hidden}.sign{width:104px;height:104px;margin-right:26px}
dl div{display:table;width:100%;table-layout:fixed}dt,dd{display:table-cell}dt{width:230px;padding-right:18px}}
@media (prefers-color-scheme:dark){body{background:#161412;color:#f5f1e8}a,.plain,summary{color:#bbf7d0}.plain{border-color:#bbf7d0}
.top,section.part,dl div,.choices li{border-color:#4a433b}.notice{background:#211e1b;color:#d8d0c3}.quiet,dt,.hint,footer.in{color:#d8d0c3}
.answer a,.other-day a{color:inherit}.UNKNOWN,.other-day{background:#e7e5e4;color:#1c1917}
input,textarea{background:#211e1b;border-color:#b8b0a4}.find input::placeholder{color:#d8d0c3}
a:focus,button:focus,input:focus,textarea:focus,summary:focus{outline-color:#93c5fd}.wrong{border-color:#fca5a5}.wrong p,.error{color:#fecaca}.wrong input,.wrong textarea{border-color:#fca5a5}
.button,button{background:#bbf7d0;border-color:#bbf7d0;color:#052e16}.plain.button{background:none;color:#bbf7d0}}
@media print{.top,.part form,.lang{display:none}.answer{color:#000;background:none;border:4px solid #000}}
`;

export const style = rules.trim().replaceAll('\n', '');

/** What these pages may do: show themselves in this one style, and send a form to the hub. Nothing else, no script. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
