/** The two languages every text of the product exists in; Chinese is the first. */
export type Lang = 'zh' | 'en'

/** A text in both languages. A missing translation does not compile. */
export interface Label {
  readonly zh: string
  readonly en: string
}

/** The text in one language. */
export function say(label: Label, lang: Lang): string {
  return label[lang]
}

/** Builds a label from both halves of something already said in both languages. */
export function both(tell: (lang: Lang) => string): Label {
  return { zh: tell('zh'), en: tell('en') }
}
