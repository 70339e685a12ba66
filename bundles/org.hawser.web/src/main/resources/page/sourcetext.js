// A document as text with the cited passage marked. Long texts come in windows.
import { byId, element, text } from '/dom.js';
import { json } from '/api.js';

const BEFORE = 3000;
const AFTER = 6000;
const STEP = 12000;

/** The text of one document in the pane. */
export class TextView {
  #closed = false;

  constructor(target, body, problem) {
    Object.assign(this, { target, body, problem });
  }

  async open() {
    const { start, end } = this.target;
    const range = await this.#fetch(Math.max(0, start - BEFORE), end + AFTER);
    if (this.#closed) return;
    this.from = range.start;
    this.to = range.end;
    this.body.replaceChildren(this.#button('pane.earlier'), this.#passage(range), this.#button('pane.later'));
    this.#visibility(range.length);
    this.toPassage();
  }

  close() { this.#closed = true; }

  toPassage() {
    const mark = byId('passage');
    this.body.scrollTop = mark ? mark.offsetTop - this.body.clientHeight / 3 : 0;
  }

  #fetch(start, end) {
    return json(`/documents/${encodeURIComponent(this.target.documentId)}/text`, { query: { start, end } });
  }

  #passage(range) {
    const from = Math.max(0, this.target.start - range.start);
    const to = Math.min(range.text.length, this.target.end - range.start);
    const children = to > from
      ? [range.text.slice(0, from), element('mark', { id: 'passage' }, range.text.slice(from, to)), range.text.slice(to)]
      : [range.text];
    return element('div', { class: 'text', id: 'pane-content' }, ...children);
  }

  #button(key) {
    return element('button', { type: 'button', class: 'link more', 'data-more': key, onclick: () => this.#more(key).catch(this.problem) }, text(key));
  }

  #visibility(length) {
    this.body.querySelector('[data-more="pane.earlier"]').hidden = this.from <= 0;
    this.body.querySelector('[data-more="pane.later"]').hidden = this.to >= length;
  }

  async #more(key) {
    const earlier = key === 'pane.earlier';
    const range = earlier ? await this.#fetch(Math.max(0, this.from - STEP), this.from) : await this.#fetch(this.to, this.to + STEP);
    if (this.#closed) return;
    const content = byId('pane-content');
    if (earlier) {
      const before = this.body.scrollHeight;
      content.prepend(range.text);
      this.body.scrollTop += this.body.scrollHeight - before;
      this.from = range.start;
    } else {
      content.append(range.text);
      this.to = range.end;
    }
    this.#visibility(range.length);
  }
}
