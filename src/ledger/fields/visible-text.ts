// Half of a character pair cannot be written as UTF-8 and would make the entry's bytes differ.
const loneSurrogate = /\p{Surrogate}/gu
// Controls but tab and line end; what has no width; what turns the direction of the text after it.
const unseen =
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * A text as somebody types it, without what nobody sees: it comes along with what is copied, and
 * can make a title read otherwise than it is. For what is newly entered; what is signed stays.
 */
export function visibleText(text: string): string {
  return text.replace(loneSurrogate, '').replace(unseen, '')
}
