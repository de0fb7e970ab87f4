const TITLE = /《[^《》\n]{1,100}(?:《[^《》\n]{1,100}》[^《》\n]{0,100})?》/g

/** Instruments and works named in 《》, each once, in order of first mention. */
export function readCites(text: string): readonly string[] {
  return [...new Set(Array.from(text.matchAll(TITLE), ([title]) => title.replaceAll(' ', '')))]
}
