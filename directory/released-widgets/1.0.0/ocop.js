(function(){var e={text:`q`,stars:`sao`,sector:`nganh`,set:`bo`,place:`noi`,material:`lieu`,verdict:`hieu-luc`,region:`vung`,producer:`chu-the`},t=[`con-hieu-luc`,`valid`],n=e=>96+e*92,r=`c.9 3.2 1.6 4.9 2.9 6 1.6.3 3.6.2 6.6.4-2.5 2-4 3.2-4.7 4.9.2 1.7.9 3.5 1.6 6.5-2.7-1.7-4.4-2.7-6.4-2.7s-3.7 1-6.4 2.7c.7-3 1.4-4.8 1.6-6.5-.7-1.7-2.2-2.9-4.7-4.9 3-.2 5-.1 6.6-.4 1.3-1.1 2-2.8 2.9-6z`,i=e=>`M12 2.8${Array(e).fill(r).join(`m24 0`)}`,a=e=>e>0?[[`svg`,{viewBox:`0 0 ${24*e} 24`,width:15*e,height:15,"aria-hidden":`true`,part:`stars`},[`path`,{d:i(e)}]]]:[],o=(e,t)=>t?[[`p`,{class:`w`,part:e},t]]:[],s=({name:e,href:t})=>t?[`a`,{href:t,target:`_blank`,part:`link`,lang:`vi`},e]:e,c=({stars:e,badge:t,tone:n})=>[`span`,{class:`b`,part:`badge`,"data-tone":n,"data-stars":e},...a(e),t],l=({standing:e,tone:t})=>[`span`,{class:`s`,part:`standing`,"data-tone":t},e],u=(e,t=!1)=>[`article`,{class:`c`,part:`card`,"data-tone":e.tone,"data-stars":e.stars,"aria-label":`${e.name}: ${e.badge}, ${e.standing}`},[`p`,{},c(e)],[`p`,{class:`n`,part:`name`},s(e)],...o(`producer`,e.producer),...o(`place`,e.place),[`p`,{class:`g`},l(e)],[`p`,{class:`f`,part:`source`},...e.verify?[p(e.verify),` `]:[],[`span`,{},t?e.stale:e.source]]],d=(e,t=!1)=>[`section`,{class:`l`,part:`list`,"aria-label":[e.title,e.about].filter(Boolean).join(`: `)},[`p`,{class:`n`,part:`title`},e.title],...o(`about`,e.about),...e.notes.map(e=>[`p`,{class:`x`,part:`note`},e]),e.cards.length>0?[`ul`,{part:`rows`,role:`list`},...e.cards.map(f)]:[`p`,{class:`e`,part:`empty`},e.empty],[`p`,{class:`f`,part:`source`},p(e.more),` `,[`span`,{},t?e.stale:e.source]]],f=e=>[`li`,{part:`row`},[`p`,{class:`n`,part:`name`},s(e)],...o(`producer`,[e.producer,e.place].filter(Boolean).join(` · `)),[`p`,{class:`r`},c(e),` `,l(e)]],p=({text:e,href:t})=>[`a`,{href:t,target:`_blank`},e],m={paper:[`#fffefb`,`#1e1b18`],ink:[`#1c1917`,`#f5f1e8`],muted:[`#57534e`,`#b8b0a4`],line:[`#ddd6c8`,`#3a342e`],accent:[`#166534`,`#86efac`],focus:[`#1d4ed8`,`#93c5fd`],held:[`#dcfce7`,`#123222`],"held-ink":[`#14532d`,`#bbf7d0`],five:[`#fde68a`,`#3f2d08`],"five-ink":[`#422006`,`#fde68a`],three:[`#ffedd5`,`#43220f`],"three-ink":[`#7c2d12`,`#fed7aa`],unsure:[`#f8efd2`,`#352a12`],"unsure-ink":[`#5f4208`,`#f4dfa6`],past:[`#f4f1ea`,`#211e1b`],"past-ink":[`#7f1d1d`,`#fecaca`]},h=e=>Object.entries(m).map(([t,n])=>`--${t}:var(--ocop-${t},${e(n)})`).join(`;`),g=`
.c,.l{${h(([e])=>e)}}
@supports (color:light-dark(#000,#fff)){.c,.l{${h(e=>`light-dark(${e.join()})`)}}}
.c,.l{all:initial;color-scheme:inherit;box-sizing:border-box;display:flex;flex-direction:column;position:relative;
overflow:hidden;max-width:var(--ocop-max-width,416px);padding:17px 16px 11px;border:1px solid var(--line);
border-radius:var(--ocop-radius,14px);background:var(--paper);color:var(--ink);overflow-wrap:anywhere;
font:14px/1.45 var(--ocop-font,'Be Vietnam Pro',system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif)}
.c{min-height:232px}
.l{max-height:100%}
.c::before,.l::before{content:'';position:absolute;inset:0 0 auto;height:4px;background:var(--accent)}
.c[data-tone=held][data-stars='5']::before{background:#e8b04a}
.c:not([data-tone=held])::before{background:var(--line)}
.c *,.l *{margin:0;padding:0}
a{color:inherit;text-decoration:none}
a:hover{text-decoration:underline}
a:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:3px}
svg{flex:none;fill:currentColor;stroke:currentColor;stroke-width:1.6;stroke-linejoin:round}
.b{display:inline-flex;align-items:center;gap:6px;padding:1px 10px;border:1px solid transparent;border-radius:99px;
font-size:13px;font-weight:600;white-space:nowrap;background:var(--past);color:var(--muted)}
.b[data-tone=held]{background:var(--held);color:var(--held-ink)}
.b[data-tone=held][data-stars='5']{background:var(--five);color:var(--five-ink)}
.b[data-tone=held][data-stars='3']{background:var(--three);color:var(--three-ink)}
.b[data-tone=unsure]{background:var(--unsure);color:var(--unsure-ink)}
.b:not([data-tone=held]) svg{fill:none}
.b[data-tone=council],.b[data-tone=none]{background:none;border:1px dashed;font-weight:400}
.n{margin:9px 0 3px;font-size:17px;line-height:1.32;font-weight:600;display:-webkit-box;-webkit-box-orient:vertical;
-webkit-line-clamp:2;overflow:hidden;flex:none;padding-inline:3px;margin-inline:-3px}
.w{color:var(--muted);font-size:13.5px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;flex:none}
.g{margin-block:auto;padding-block:5px 7px}
.s{display:inline-flex;gap:7px;font-size:13.5px;line-height:1.35;color:var(--muted)}
.s::before{content:'';flex:none;box-sizing:border-box;width:9px;height:9px;margin-top:5px;border:2px solid;border-radius:50%}
.s[data-tone=held]{color:var(--held-ink)}
.s[data-tone=held]::before{background:currentColor}
.s[data-tone=past]{color:var(--past-ink)}
.s[data-tone=past]::before{border-radius:1px;rotate:45deg}
.f{flex:none;border-top:1px solid var(--line);padding-top:7px;font-size:12px;line-height:1.35;color:var(--muted)}
.f a{color:var(--accent);font-weight:600;margin-inline-end:4px;text-decoration:underline}
.f span{display:inline-block}
.l ul{list-style:none;overflow:auto;padding-inline:3px;margin-inline:-3px}
.l li{border-top:1px solid var(--line);padding-block:9px}
.l>.n{margin-top:0}
.l>.w,.l>.n:has(+ul){padding-bottom:9px}
.l li .n{font-size:15px;margin-top:0}
.r{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;padding-top:4px}
.r .b{padding-inline:8px;gap:5px;font-size:12px}
.r svg{height:12px;width:auto}
.r .s{font-size:12.5px}
.e,.x{padding-block:10px;border-top:1px solid var(--line);color:var(--muted)}
.x{font-size:12.5px;padding-block:6px}
@container (max-width:259px){.c{min-height:288px}.c .n{-webkit-line-clamp:3}.c,.l{padding-inline:13px}
.b[data-tone=past] svg,.b[data-tone=council] svg{display:none}}
`.replaceAll(`
`,``),_=`http://www.w3.org/2000/svg`;function v(e,t){if(typeof e==`string`)return document.createTextNode(e);let[n,r,...i]=e,a=n===`svg`||n===`path`?document.createElementNS(_,n):document.createElement(n);for(let[e,n]of Object.entries(r))n!=null&&a.setAttribute(e,e===`href`?new URL(String(n),t).href:`${n}`);return a.append(...i.map(e=>v(e,t))),a}var y=document.currentScript??document.querySelector(`script[src*="/ocop.js"]`),b=y?new URL(y.src).origin:location.origin,x=1e4,S=15,C=50;async function w(e){let t=async t=>{let n=await fetch(b+e,{cache:t,credentials:`omit`,signal:AbortSignal.timeout(x)});if(!n.ok)throw Error(`${n.status}`);return await n.json()};try{return{data:await t(`default`),isStale:!1}}catch{return{data:await t(`force-cache`),isStale:!0}}}async function T(e){let{data:t,isStale:n}=await w(`/embed/list.json?${e}`);return{data:t.list,refreshIn:t.refreshIn,isStale:n}}var E=new Map;async function D(e,t){let n=E.get(t);if(!n||n.codes.size>=C){let e=new Set;n={codes:e,answer:k(e,t)},E.set(t,n)}n.codes.add(e);let{data:r,isStale:i}=await n.answer,a=r.cards[O(n.codes).indexOf(e)];if(!a)throw Error(e);return{data:a,refreshIn:r.refreshIn,isStale:i}}var O=e=>[...e].sort();async function k(e,t){return await new Promise(e=>setTimeout(e,S)),E.get(t)?.codes===e&&E.delete(t),w(`/embed/products.json?${new URLSearchParams([...O(e).map(e=>[`code`,e]),[`lang`,t]])}`)}var A=new CSSStyleSheet;A.replaceSync(`:host{display:block!important;min-width:200px;container-type:inline-size;color-scheme:inherit}
:host([hidden]){display:none!important}:host([theme=light]){color-scheme:light}:host([theme=dark]){color-scheme:dark}
iframe{display:block;width:100%;height:100%;border:0;border-radius:var(--ocop-radius,14px)}
.ocop-product{min-height:232px}
@container (max-width:259px){.ocop-product{min-height:288px}}
${g}`);var j=100,M=15e3,N=30,P=new Set;function F(){if(!document.hidden)for(let e of P)e.refresh()}setInterval(F,M),document.addEventListener(`visibilitychange`,F);var I=class extends HTMLElement{#e=document.createElement(`div`);#t;#n;#r=``;#i=0;constructor(){super();let e=this.attachShadow({mode:`open`});e.adoptedStyleSheets=[A],this.#e.className=this.localName,this.#e.append(document.createElement(`slot`)),e.append(this.#e)}connectedCallback(){P.add(this),this.attributeChangedCallback()}disconnectedCallback(){P.delete(this)}attributeChangedCallback(){queueMicrotask(()=>{if(!this.isConnected)return;this.#e.style.height=this.height();let e=this.question();if(e===this.#t)return this.refresh();this.#t=e,this.#n=void 0,this.#o(null),this.#a()})}refresh(){this.#t&&Date.now()>=this.#i&&this.#a()}height(){return``}get language(){return/^en\b/i.test(this.lang||document.documentElement.lang)?`en`:`vi`}async#a(){let e=this.#t;if(!e)return;this.#i=Date.now()+N*1e3;let t;try{t=await this.answer(e)}catch{t=this.#n&&{...this.#n,isStale:!0}}e===this.#t&&t&&(this.#n=t,t.isStale||(this.#i=Date.now()+t.refreshIn*1e3),this.#o(t.markup(t.isStale)))}#o(e){let t=JSON.stringify(e);if(t===this.#r)return;this.#r=t;let n=()=>[...this.#e.querySelectorAll(`a`)],r=n().indexOf(this.shadowRoot?.activeElement);this.#e.replaceChildren(e?v(e,b):document.createElement(`slot`)),n()[r]?.focus()}},L=class extends I{static{this.observedAttributes=[`code`,`lang`]}question(){let e=this.getAttribute(`code`)?.trim().slice(0,j);return e?`${this.language} ${e}`:``}async answer(e){let{data:t,...n}=await D(e.slice(3),e.slice(0,2));return{markup:e=>u(t,e),...n}}},R=[...Object.values(e),...t];function z(e){let t=new URLSearchParams;for(let n of R){let r=e.getAttribute(n);r!==null&&t.set(n,r)}return t}var B=class extends I{static{this.observedAttributes=[...R,`limit`,`lang`]}question(){let e=z(this);return e.set(`limit`,`${this.#e}`),e.set(`lang`,this.language),e.toString()}async answer(e){let{data:t,...n}=await T(e);return{markup:e=>d(t,e),...n}}height(){return`${n(this.#e)}px`}get#e(){let e=Number.parseInt(this.getAttribute(`limit`)??``,10);return e>=1?Math.min(e,20):5}},V=class extends I{static{this.observedAttributes=[...R,`region`,`place`,`lang`,`theme`]}question(){let t=z(this);for(let[n,r]of[[`region`,e.region],[`place`,e.place]]){let e=this.getAttribute(n);e!==null&&t.set(r,e)}return t.set(`lang`,this.language),t.set(`theme`,this.getAttribute(`theme`)??`inherit`),t.toString()}async answer(e){let{data:t}=await w(`/embed/map.json?${e}`),n={src:`${b}/embed/map?${e}`,title:t.title,part:`map`,sandbox:`allow-scripts allow-popups allow-popups-to-escape-sandbox`};return{markup:()=>[`iframe`,n],refreshIn:t.refreshIn,isStale:!1}}height(){return`var(--ocop-map-height,520px)`}},H=80,U=2e3;function W(){addEventListener(`message`,({data:e,source:t})=>{let n=Number(e?.value);if(e?.message===`height`&&n>=H&&n<=U)for(let e of document.querySelectorAll(`iframe`))e.contentWindow===t&&e.src.startsWith(`${b}/embed/`)&&(e.height=`${n}`)})}customElements.get(`ocop-product`)||(customElements.define(`ocop-product`,L),customElements.define(`ocop-list`,B),customElements.define(`ocop-map`,V),W())})();