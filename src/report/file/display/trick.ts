/**
 * A way by which a Word file can show something else than its text says:
 * `unseen`: set so that nobody sees it (white, tiny, squeezed, hidden by a style);
 * `floating`: drawings, text boxes, frames that may lie over words;
 * `tracked`: changes that were neither accepted nor rejected;
 * `field`: words that a program computes anew when it opens or prints;
 * `symbol`: characters or fonts whose shape is not the character;
 * `embedded-font`: letter shapes that the file brings along;
 * `note`: footnotes, endnotes, comments; `margin`: words in a header or footer;
 * `alternate`: content of which each program shows another part;
 * `inserted`: other documents, shown as if they were part of this one;
 * `bound`: content that is replaced by data when the file is opened;
 * `direction`: marks and settings that turn the order of characters round;
 * `numbering`: automatic numbers; `background`: a background that hides or adds words;
 * `outside`: what is fetched from elsewhere; `setting`: settings that change what is shown;
 * `disguised`: names that mean another thing than they seem;
 * `picture`: pictures other than the printed code; `unknown`: whatever else we never write.
 */
export type TrickKind =
  | 'unseen'
  | 'floating'
  | 'tracked'
  | 'field'
  | 'symbol'
  | 'embedded-font'
  | 'note'
  | 'margin'
  | 'alternate'
  | 'inserted'
  | 'bound'
  | 'direction'
  | 'direction-marks'
  | 'numbering'
  | 'background'
  | 'outside'
  | 'setting'
  | 'disguised'
  | 'picture'
  | 'unknown'

/** One such thing that was found. */
export interface Trick {
  readonly kind: TrickKind
  /** The beginning of the paragraph, or the name of the part; empty where there is neither. */
  readonly detail: string
}

/** What of a Word file is seen, as far as its text does not say it. */
export interface DocxDisplay {
  readonly tricks: readonly Trick[]
  /** Bytes of every picture that the text shows. */
  readonly pictures: readonly Uint8Array[]
}
