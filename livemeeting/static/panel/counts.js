// How long each network finds a text, worked out while it is typed. The server counts again and has the last word:
// livemeeting/channels/{x_length,x_links,bluesky,mastodon_length}.py hold the same rules, and a test compares the two.

import { extractUrlsWithIndices } from "../vendor/twitter-text.esm.min.js";
import { EMOJI } from "./emoji.js";

const NORMALISED_AT_MOST = 10000;
const X_COUNTED_AT_MOST = 12500;
const X_LIMIT = 280;
const EMOJI_WEIGHT = 2;
const LINK_WEIGHT = 23;

const HEAVY = /[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/gu;
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
  const isFarTooLong = characters(text) > (channel === "x" ? X_COUNTED_AT_MOST : NORMALISED_AT_MOST);
  const whole = isFarTooLong ? text : normal(text);
  const found = (MEASURES[channel] ?? MEASURES.webhook)(whole, facts, isFarTooLong);
  const bytes = isFarTooLong ? 4 * characters(text) : encoder.encode(whole).length;
  const fits = found.count <= found.limit && (!found.byteLimit || bytes <= found.byteLimit);
  return { byteLimit: 0, ...found, bytes, fits };
}

const MEASURES = {
  x(text, facts, isFarTooLong) {
    if (isFarTooLong) return { count: 6 * characters(text), limit: X_LIMIT, links: [] };
    const links = extractUrlsWithIndices(text, { extractUrlsWithoutProtocol: true });
    return { count: weightedLength(text, links), limit: X_LIMIT, links: links.map((each) => each.url) };
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

function weightedLength(text, links) {
  let total = 0;
  let read = 0;
  for (const { url, indices } of links) {
    if (indices[0] < read) continue; // it begins inside the words of the one before
    total += weight(text.slice(read, indices[0])) + LINK_WEIGHT;
    read = indices[0] + url.length;
  }
  return total + weight(text.slice(read));
}

function weight(text) {
  let total = 0;
  let read = 0;
  let at = 0;
  for (const sign of text) {
    if (at >= read) {
      const found = (EMOJI.get(sign) ?? []).find((each) => text.startsWith(each, at));
      total += found ? EMOJI_WEIGHT : (sign.match(HEAVY)?.length ?? 0) + 1;
      read = at + (found ?? sign).length;
    }
    at += sign.length;
  }
  return total;
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
