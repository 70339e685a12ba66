// A PDF as its pages, drawn when they come into view, with the cited passage marked in the text layer.
import { element, marked, text } from '/dom.js';
import { authorization, call, url } from '/api.js';
import { findQuote } from '/quote.js';

const AHEAD = '600px 0px';
const WIDEST = 1100;
const LEAST_CHANGE = 24;
const SETTLED = 150;
const STRETCH = 65536;
const FILES = { cMapUrl: '/pdf/cmaps/', standardFontDataUrl: '/pdf/fonts/', iccUrl: '/pdf/icc/', wasmUrl: '/pdf/wasm/' };

/** The library is fetched with the first PDF. */
async function library() {
  const pdfjs = await import('/pdf/pdf.min.mjs');
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdf/pdf.worker.min.mjs';
  return pdfjs;
}

/** Asks the user for the token where the file wants one, and tells what is wrong with the file. */
async function reachable(path) {
  const first = await call(path, { headers: { Range: 'bytes=0-0' } });
  await first.arrayBuffer();
}

/** The pages of one document in the pane. */
export class PdfView {
  #closed = false;
  #pages = [];

  constructor(target, body, problem) {
    Object.assign(this, { target, body, problem });
  }

  async open() {
    const path = `/documents/${encodeURIComponent(this.target.documentId)}/original`;
    const [pdfjs] = await Promise.all([library(), reachable(path)]);
    if (this.#closed) return;
    this.pdfjs = pdfjs;
    // Only what the pages looked at need is fetched, so the file may be as large as it likes.
    this.task = pdfjs.getDocument({
      url: url(path), httpHeaders: authorization(), rangeChunkSize: STRETCH, disableStream: true, disableAutoFetch: true, enableXfa: false, ...FILES,
    });
    this.file = await this.task.promise;
    if (this.#closed) return;
    await this.#show();
    this.sizes = new ResizeObserver(() => this.#resized());
    this.sizes.observe(this.body);
  }

  close() {
    this.#closed = true;
    this.watcher?.disconnect();
    this.sizes?.disconnect();
    clearTimeout(this.timer);
    this.task?.destroy();
  }

  async #show() {
    this.watcher?.disconnect();
    await this.#layOut();
    this.watcher = new IntersectionObserver((seen) => seen.forEach((entry) => this.#seen(entry)), { root: this.body, rootMargin: AHEAD });
    this.#pages.forEach(({ node }) => this.watcher.observe(node));
    await this.toPassage();
  }

  /** Pages are as wide as the pane: another width, another drawing. */
  #resized() {
    clearTimeout(this.timer);
    if (Math.abs(this.#fitting() - this.width) < LEAST_CHANGE) return;
    this.timer = setTimeout(() => this.#show().catch(this.problem), SETTLED);
  }

  #fitting() { return Math.min(WIDEST, this.body.clientWidth - 24); }

  /** Brings the passage into view; the page it begins on when its words are not found there. */
  async toPassage() {
    const first = Math.max(1, Math.min(this.target.page || 1, this.#pages.length));
    this.body.scrollTop = this.#pages[first - 1].node.offsetTop - 8;
    if (!this.target.quote) return;
    let marks = 0;
    for (const number of [first, first + 1].filter((n) => n <= this.#pages.length)) marks += await this.#draw(this.#pages[number - 1]);
    if (this.#closed) return;
    const mark = this.body.querySelector('#passage');
    if (mark) this.body.scrollTop += mark.getBoundingClientRect().top - this.body.getBoundingClientRect().top - this.body.clientHeight / 3;
    else if (marks === 0) this.problem({ status: 1, message: text('pane.notMarked') });
  }

  /** Room for every page, by the size of the first one until its own is known. */
  async #layOut() {
    const first = await this.file.getPage(1);
    const { width, height } = first.getViewport({ scale: 1 });
    this.width = this.#fitting();
    this.#pages = [];
    for (let number = 1; number <= this.file.numPages; number++) {
      const node = element('div', { class: 'pdf-page', role: 'region', 'aria-label': text('page', { n: number }) });
      this.#size(node, this.width, (this.width * height) / width);
      this.#pages.push({ number, node, drawing: null });
    }
    if (!this.#closed) this.body.replaceChildren(...this.#pages.map(({ node }) => node));
  }

  #size(node, width, height) {
    node.style.setProperty('width', `${width}px`);
    node.style.setProperty('height', `${height}px`);
  }

  #seen({ isIntersecting, target }) {
    if (isIntersecting) this.#draw(this.#pages.find(({ node }) => node === target)).catch(this.problem);
  }

  /** Draws a page once; resolves to how many stretches of it are marked. */
  #draw(page) {
    page.drawing ??= this.#drawn(page);
    return page.drawing;
  }

  async #drawn({ number, node }) {
    const page = await this.file.getPage(number);
    if (this.#closed) return 0;
    const scale = this.width / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const sharp = Math.min(2, devicePixelRatio);
    const canvas = element('canvas', { width: Math.floor(viewport.width * sharp), height: Math.floor(viewport.height * sharp), 'aria-hidden': 'true' });
    this.#size(node, viewport.width, viewport.height);
    const layer = element('div', { class: 'text-layer' });
    layer.style.setProperty('--total-scale-factor', String(scale));
    layer.style.setProperty('--scale-factor', String(scale));
    node.replaceChildren(canvas, layer);
    const words = new this.pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container: layer, viewport });
    await Promise.all([
      page.render({ canvas, viewport, transform: sharp === 1 ? null : [sharp, 0, 0, sharp, 0, 0] }).promise,
      words.render(),
    ]);
    return this.#mark(number, words.textDivs, words.textContentItemsStr);
  }

  #mark(number, nodes, pieces) {
    const { quote, page } = this.target;
    if (!quote || this.#closed || (page && (number < page || number > page + 1))) return 0;
    const found = byPiece(findQuote(pieces, quote));
    for (const [piece, ranges] of found) {
      nodes[piece].replaceChildren(...marked(pieces[piece], ranges));
      if (!this.body.querySelector('#passage')) nodes[piece].querySelector('mark').id = 'passage';
    }
    return found.size;
  }
}

function byPiece(stretches) {
  const found = new Map();
  for (const stretch of stretches) found.set(stretch.piece, [...(found.get(stretch.piece) ?? []), stretch]);
  return found;
}
