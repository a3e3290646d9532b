// How long each network finds a text, worked out while it is typed. The server counts again and has the last word:
// livemeeting/channels/{x_length,bluesky,mastodon_length}.py hold the same rules, and a test compares the two.

import { extractUrlsWithIndices, parseTweet } from "../vendor/twitter-text.esm.min.js";
import { isOdd } from "./odd.js";

const NORMALISED_AT_MOST = 10000;
const PARSED_AT_MOST = 500;
const WORK_AT_MOST = 1500;
const X_LIMIT = 280;
const LINK_WEIGHT = 23;

const BETWEEN_DOMAINS = /[ \t\n!'#%&()*+,\\/:;<=>?@[\]^{|}~$\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+|\.{2,}/u;
const FOLDED_INTO_ASCII = /[\u0130\u017f\u212a]/u;
const ADDRESS =
  /[hH][tT][tT][pP][sS]?:\/\/[^\u0000-\u0020\u007f-\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff<>"]+/gu;
const ENDS_A_SENTENCE = ".,;:!?'\u2019\u201d*_~";
const PLAIN_LINK =
  /^https?:\/\/(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&*+,;=%-]*)?$/u;
const ENDS_A_LINK = /[A-Za-z0-9=_#/+-]$/u;
const FAR_NAME =
  /(?<![A-Za-z0-9_/@.])(@[A-Za-z0-9_]+)@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![A-Za-z0-9_.-])/gu;

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const encoder = new TextEncoder();

/** The text as the network counts it: {count, limit, bytes, byteLimit, links, fits}. `facts` are the account's. */
export function measure(channel, text, facts = {}) {
  const isFarTooLong = characters(text) > NORMALISED_AT_MOST;
  const whole = isFarTooLong ? text : normal(text);
  const found = (MEASURES[channel] ?? MEASURES.webhook)(whole, facts, isFarTooLong);
  const bytes = isFarTooLong ? 4 * characters(text) : encoder.encode(whole).length;
  const fits = found.count <= found.limit && (!found.byteLimit || bytes <= found.byteLimit);
  return { byteLimit: 0, ...found, bytes, fits };
}

const MEASURES = {
  x(text, facts, isFarTooLong) {
    if (isFarTooLong) return { count: 6 * characters(text), limit: X_LIMIT, links: [] };
    const parts = pieces(text);
    if (isBeyondTheParser(text, parts)) return { count: ceiling(text, parts), limit: X_LIMIT, links: [] };
    const links = extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: true }).map((each) => each.url);
    // The server's parser takes these two for emoji wherever they stand, and the server has the last word.
    const signs = text.match(/[\u00a9\u00ae](?!\ufe0f)/gu) ?? [];
    return { count: parseTweet(text).weightedLength + signs.length, limit: X_LIMIT, links };
  },
  bluesky(text, facts, isFarTooLong) {
    const count = isFarTooLong ? characters(text) : graphemes(text);
    return { count, limit: 300, byteLimit: 3000, links: isFarTooLong ? [] : words(text) };
  },
  mastodon(text, facts, isFarTooLong) {
    const limit = number(facts.max_characters) || 500;
    if (isFarTooLong) return { count: LINK_WEIGHT * characters(text), limit, links: [] };
    return { count: mastodonLength(text, facts), limit, links: words(text) };
  },
  webhook(text, facts, isFarTooLong) {
    return { count: characters(text), limit: 4000, links: isFarTooLong ? [] : words(text) };
  },
};

function normal(text) {
  const whole = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (each) =>
    each.length === 2 ? each : "\ufffd",
  );
  return whole.replace(/\r\n?/g, "\n").normalize("NFC");
}

function characters(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function graphemes(text) {
  let count = 0;
  for (const _ of segmenter.segment(text)) count += 1;
  return count;
}

function pieces(text) {
  return text.split(BETWEEN_DOMAINS).filter(joints);
}

function joints(piece) {
  let count = 0;
  for (let at = 1; at < piece.length - 1; at += 1) {
    if (piece[at] === "." && piece[at - 1] !== "." && piece[at + 1] !== ".") count += 1;
  }
  return count;
}

function ceiling(text, parts) {
  let count = 0;
  for (const each of text) {
    const code = each.codePointAt(0);
    count += code > 0x10ff || code === 0xa9 || code === 0xae ? 2 : 1;
  }
  return count + LINK_WEIGHT * parts.reduce((sum, piece) => sum + joints(piece), 0);
}

function isBeyondTheParser(text, parts) {
  const work = parts.reduce((sum, piece) => sum + workOf(piece), 0);
  return characters(text) > PARSED_AT_MOST || work > WORK_AT_MOST || isDisputed(text, parts);
}

function workOf(piece) {
  const plain = piece.match(/[A-Za-z0-9]/g) ?? [];
  return (1 + characters(piece) - plain.length) * joints(piece);
}

function isDisputed(text, parts) {
  return FOLDED_INTO_ASCII.test(text) || parts.some((piece) => piece.split(".").some(isOddLabel));
}

function isOddLabel(label) {
  const codes = [...label].map((each) => each.codePointAt(0));
  if (codes.every((code) => code < 128)) return codes.length > 63;
  return codes.length > 30 || codes.some(isOdd);
}

function words(text) {
  return addresses(text).map((each) => each.words);
}

function addresses(text) {
  const found = [];
  for (const match of text.matchAll(ADDRESS)) {
    const link = withoutTheSentence(match[0]);
    if (characters(link) > "https://".length) {
      found.push({ start: match.index, end: match.index + link.length, words: link });
    }
  }
  return found;
}

function withoutTheSentence(address) {
  let end = address.length;
  for (; end > 0; end -= 1) {
    const last = address[end - 1];
    const opening = { ")": "(", "]": "[" }[last];
    const isLoose = opening && !address.slice(0, end).includes(opening);
    if (!ENDS_A_SENTENCE.includes(last) && !isLoose) break;
  }
  return address.slice(0, end);
}

function mastodonLength(text, facts) {
  const software = facts.software ?? "";
  if (software !== "" && software !== "mastodon") return graphemes(text);
  const said = number(facts.characters_per_link);
  const weight = said > 0 && said < 1000 ? said : LINK_WEIGHT;
  const isMastodon = software === "mastodon";
  const shortened = (part) => (isMastodon ? part.replace(FAR_NAME, "$1") : part);
  let total = 0;
  let end = 0;
  for (const link of addresses(text)) {
    total += graphemes(shortened(text.slice(end, link.start)));
    const isPlain = isMastodon && isPlainLink(link.words, text.slice(Math.max(0, link.start - 1), link.start));
    total += isPlain ? weight : Math.max(weight, graphemes(link.words));
    end = link.end;
  }
  return total + graphemes(shortened(text.slice(end)));
}

function isPlainLink(link, before) {
  return PLAIN_LINK.test(link) && ENDS_A_LINK.test(link) && (before === "" || " \n\t(".includes(before));
}

function number(said) {
  return /^[0-9]{1,9}$/.test(said ?? "") ? Number(said) : 0;
}
