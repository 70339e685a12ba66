// How a written answer was made: model, context strategies, runs, the check of each sentence, what was left out.
import { decimal, number, percent, size, text } from '/dom.js';
import { stageTimes, table } from '/found.js';
import { supportCounts } from '/written.js';

export const strategyName = (context) => (context.used === 'none' ? text('strategy.none') : context.used);

/** What tells one reply of a turn from another. */
export function replyLabel({ making }) {
  return making ? [making.model.id, strategyName(making.context), making.promptStrategy].filter(Boolean).join(' · ') : text('reply.extractOnly');
}

export function writtenFacts({ making, written }) {
  const { model, context } = making;
  return [
    ['why.model', `${model.id} · ${model.file} · ${model.form}`],
    ['why.sha', model.sha256 || text('why.shaPending')],
    ['why.window', window(model, context)],
    ['why.strategy', text('why.strategyValue', { used: strategyName(context), source: text(`why.source.${context.source}`) })],
    ['why.notice', context.notice],
    ['why.swap', context.swap ? swap(context.swap) : ''],
    ['why.evicted', context.evicted ? text('tokens', { n: context.evicted }) : ''],
    ['why.prompt', `${making.promptStrategy}: ${making.promptStrategyReason}`],
    ['why.supported', written ? supportedShare(supportCounts(written.sentences)) : ''],
    ['why.perplexity', making.perplexity == null ? '' : decimal(making.perplexity)],
    ['why.cache', making.peakCacheBytes ? size(making.peakCacheBytes) : ''],
    ['why.time', stageTimes(making.micros)],
  ];
}

/** The share of sentences the sources bear out. */
export function supportedShare(counts) {
  const all = counts.SUPPORTED + counts.WEAK + counts.UNSUPPORTED;
  return all ? text('why.share', { value: percent(counts.SUPPORTED / all), n: counts.SUPPORTED, all }) : '';
}

/** The window the model was trained for, and how far strategies take it. */
export function window(model, context) {
  const trained = text('tokens', { n: model.window });
  return context.reach > model.window ? text('why.extended', { trained, reach: reach(context.reach) }) : trained;
}

export const reach = (tokens) => (tokens >= 2 ** 31 - 1 ? text('why.endless') : text('tokens', { n: tokens }));

function swap({ from, mode, exact, cells, invisible, millis, why }) {
  return [text('why.swapValue', { from, mode: text(`swap.${mode}`), exact: text(exact ? 'why.exact' : 'why.inexact') }),
    cells ? text('why.swapCells', { n: cells, time: decimal(millis / 1000) }) : '',
    invisible ? text('why.swapInvisible', { n: invisible }) : '', why].filter(Boolean).join(' ');
}

export function callsTable(calls) {
  const heads = ['why.step', 'why.read', 'why.cached', 'why.wrote', 'why.first', 'why.prefill', 'why.decode', 'why.chunks'];
  return table(text('why.calls'), heads.map((key) => text(key)), calls.map((call) => [
    call.step || text('why.answerStep'), number.format(call.promptTokens), number.format(call.cachedTokens),
    number.format(call.generatedTokens), text('why.seconds', { value: decimal(call.secondsToFirstToken) }),
    rate(call.prefillTokensPerSecond), rate(call.decodeTokensPerSecond), call.chunks.join(', '),
  ]));
}

const rate = (value) => (value > 0 ? decimal(value, value < 10 ? 1 : 0) : '–');

export function leftOutTable(leftOut) {
  return table(text('why.leftOut'), ['why.what', 'why.tokens', 'why.reason'].map((key) => text(key)),
    leftOut.map(({ what, tokens, why }) => [what, tokens ? number.format(tokens) : '–', why]));
}

export function sentencesTable({ sentences, text: source }) {
  const shorten = (content) => (content.length > 90 ? `${content.slice(0, 88)}…` : content);
  return table(text('why.sentences'), ['why.sentence', 'why.support', 'why.score', 'why.sources', 'why.reason'].map((key) => text(key)),
    sentences.map(({ start, end, support, score, citations, reason }) => [
      shorten(source.slice(start, end).trim()), text(`support.${support}`), decimal(score), citations.join(', ') || '–', reason]));
}
