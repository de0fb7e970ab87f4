import type { ReactNode } from 'react'
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import type { Label, Lang } from '../ledger/label.ts'

const storageKey = 'taizhang.lang'

/** What a component needs to speak: the language, the speaker, and the switch. */
export interface Speech {
  readonly lang: Lang
  /** The text of a label, with the values in their places: see `fill`. */
  say(label: Label, values?: Readonly<Record<string, string | number>>): string
  setLang(lang: Lang): void
}

const SpeechContext = createContext<Speech | null>(null)

/** The language chosen last on this device, else Chinese. */
export function storedLang(): Lang {
  return localStorage.getItem(storageKey) === 'en' ? 'en' : 'zh'
}

const places = /\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g

/** `{count}` is the number, `{count:item is|items are}` the words that go with it. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(places, (whole, name: string, one?: string, more?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one === undefined || more === undefined) return String(value)
    return Number(value) === 1 ? one : more
  })
}

/** “Lead office” inside a sentence is “lead office”; Chinese has no such letters. */
export function withinSentence(name: string): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

/** Gives every component below it one language and keeps `<html lang>` right for screen readers. */
export function LangProvider({ children }: { children: ReactNode }) {
  const [lang, choose] = useState<Lang>(storedLang)
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  }, [lang])
  const setLang = useCallback((next: Lang) => {
    localStorage.setItem(storageKey, next)
    choose(next)
  }, [])
  const speech = useMemo<Speech>(
    () => ({
      lang,
      say: (label, values) => (values ? fill(label[lang], values) : label[lang]),
      setLang,
    }),
    [lang, setLang],
  )
  return <SpeechContext.Provider value={speech}>{children}</SpeechContext.Provider>
}

/** How a component says its words: `const { say } = useSay()`. */
export function useSay(): Speech {
  const speech = useContext(SpeechContext)
  if (speech === null) throw new Error('useSay outside LangProvider')
  return speech
}
