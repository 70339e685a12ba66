// A reply while it is made: what the product is doing, the extract as soon as it is there, the text as it comes.
import { announce, element, text } from '/dom.js';
import { extractText } from '/extract.js';
import { writtenText } from '/written.js';

const FRAME = 60;

/** Shows a reply in the making; `heard` takes the events of the stream. */
export class LiveReply {
  #sources = [];
  #text = '';
  #timer = null;

  constructor() {
    this.state = element('p', { class: 'working', role: 'status' }, element('span', { class: 'spinner' }), element('span', {}, text('live.looking')));
    this.bar = element('progress', { max: '1', value: '0', hidden: true, 'aria-label': text('live.reading') });
    this.written = element('section', { class: 'part written lead', hidden: true });
    this.extract = element('section', { class: 'part extract', hidden: true });
    this.node = element('article', { class: 'reply live' }, this.state, this.bar,
      element('div', { class: 'answers' }, this.written, this.extract));
  }

  heard(name, data) {
    switch (name) {
      case 'rewritten':
        this.node.prepend(element('p', { class: 'rewritten' }, text('reply.lookedUp', { question: data.standaloneQuestion })));
        break;
      case 'extract': this.#extracted(data); break;
      case 'queued': this.#say(text('live.queued', { n: data.position })); break;
      case 'sources':
        this.#sources = data.sources;
        this.#say(text('live.reading'));
        break;
      case 'reading': this.#reading(data); break;
      case 'text': this.#more(data.text); break;
      default:
    }
  }

  stopping() { this.#say(text('live.stopping')); }

  #say(message) {
    const node = this.state.lastChild;
    if (node.textContent !== message) node.textContent = message;
  }

  #extracted(answer) {
    this.extract.hidden = false;
    this.extract.replaceChildren(element('h3', {}, text('reply.extract')), extractText(answer));
    if (answer.found) announce(text('answer.announce', { n: answer.citations.length }));
  }

  #reading({ step, done, total }) {
    this.bar.hidden = total === 0;
    this.bar.max = total;
    this.bar.value = done;
    this.#say(step ? text('live.step', { step, done, total }) : text('live.progress', { done, total }));
  }

  /** A long answer is not drawn anew for every token. */
  #more(piece) {
    this.#text += piece;
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.bar.hidden = true;
      this.#say(text('live.writing'));
      this.written.hidden = false;
      this.written.replaceChildren(writtenText({ text: this.#text, sources: this.#sources }));
    }, FRAME);
  }
}
